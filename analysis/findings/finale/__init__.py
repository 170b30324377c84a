"""The finale: which values it combines (`choice`), what they do together (`contrasts`), what that shows (`rules`)."""
