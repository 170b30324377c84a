"""Everything the window can do, as a table: the menus, the shortcuts and the help are made of it."""

from dataclasses import dataclass

from hypermodels import NETWORKS


@dataclass(frozen=True)
class Spec:
    """`slot` is the window's method, `keys` what calls it, the first one shown."""

    slot: str
    menu: str
    text: str
    keys: tuple[str, ...]
    checkable: bool = False
    argument: str | None = None
    separate: bool = False  # a line above it in the menu


ACTIONS: tuple[Spec, ...] = (
    Spec("choose_file", "File", "Open picture…", ("Ctrl+O",)),
    Spec("paste", "File", "Paste picture", ("Ctrl+V", "Shift+Insert")),
    Spec("open_sample", "File", "Random test picture", ("Ctrl+R", "R")),
    Spec("choose_folder", "File", "Classify a folder…", ("Ctrl+Shift+O",)),
    Spec("close", "File", "Quit", ("Ctrl+Q",), separate=True),
    Spec("previous", "Picture", "Previous in folder", ("PgUp", "Left", "Alt+Left")),
    Spec("next", "Picture", "Next in folder", ("PgDown", "Right", "Alt+Right")),
    Spec("use_whole", "Picture", "Use the whole picture", ("W",), checkable=True, separate=True),
    Spec("look", "Picture", "Show where it looked", ("O",), checkable=True),
    *(
        Spec("choose_network", "Network", title, (f"Ctrl+{number}", str(number)), checkable=True, argument=network)
        for number, (network, title) in enumerate(NETWORKS.items(), 1)
    ),
    Spec("compare", "View", "All networks side by side", ("A",), checkable=True),
    Spec("use_dark", "View", "Dark", ("D",), checkable=True, separate=True),
    Spec("switch_language", "View", "中文", ("L",)),
    Spec("show_commands", "Help", "Commands for missing networks", ("F2",)),
    Spec("show_keys", "Help", "Keyboard", ("F1",)),
)

MENUS = ("File", "Picture", "Network", "View", "Help")
