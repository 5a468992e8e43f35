"""Why: from the files of a pack to one immutable Library. It must not know how people ask."""
