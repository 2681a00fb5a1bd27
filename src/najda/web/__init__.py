"""The pages: what people see and press in a browser. No rules here; docs/web.md: how to add a page."""
