"""Pages beside the chapters: results from elsewhere, two parts of the store compared, slides."""
