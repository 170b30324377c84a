"""A context for plans that are never trained."""

from studies import plan

REF = plan.DatasetRef("digits", "d1", tuple("0123456789"), (1294, 144, 359))
CONTEXT = plan.Context("lenet", "f", 1.0, REF, "float32")
