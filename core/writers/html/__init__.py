"""Document to HTML: a page of its own, and what is pasted into the editor of a web site."""
