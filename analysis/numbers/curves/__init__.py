"""What the histories of a study's runs know beside their last row, as numbers: nothing has to be trained for it.

`lottery`: what one seed a value would have said; `to_target`: how long until an accuracy; `settling`: when the order
of values was that of the end, and what still improves there; `search_curve`: what a search of fewer trials would find.
"""
