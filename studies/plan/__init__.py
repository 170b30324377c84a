"""Runs, trials and studies as data, and what is decided of them: what is asked, what it costs, what fits a budget.

Pure: no file is read, no process started, no Keras imported. May import the dimensions and a dataset's reference.
"""
