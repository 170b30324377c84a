"""What runs said of every validation picture: read when it is asked for, and what follows from it, as numbers.

`stored` reads; `study_answers` has what a study's runs said; `two_way`, `recall`, `changes` and `agreement` say what
follows. May import `analysis.numbers` but not `evidence`, which holds a study's answers.
"""
