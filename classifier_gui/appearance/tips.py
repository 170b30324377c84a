"""Tool tips as plain text. Qt takes any text that looks like HTML for HTML, and a file's name may look like it."""

from studies.system.escapes import html


def tip(text: str) -> str:
    """What `setToolTip` is given to show `text` as it is, line by line."""
    return "<qt>" + "<br>".join(map(html, text.split("\n"))) + "</qt>" if text else ""
