"""Plans, trains and stores studies. To import it sets what decides numbers, before TensorFlow is loaded."""

from studies.system import variables

variables.prepare()
