"""Changes that wait for an editor: kept as before and after, applied when the editor agrees."""
