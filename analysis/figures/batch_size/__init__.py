"""The figures that a study of the batch size has besides: a larger batch makes fewer updates in an epoch."""
