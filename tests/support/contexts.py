"""A context for plans that are never trained."""

from studies.data.dataset_ref import DatasetRef
from studies.plan.runs import Context

REF = DatasetRef("digits", "d1", tuple("0123456789"), (1294, 144, 359))
CONTEXT = Context("lenet", "f", 1.0, REF, "float32")
