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
    Spec("choose_folder_for_all", "File", "Classify a folder with all networks…", ("Ctrl+Alt+O",)),
    Spec("close", "File", "Quit", ("Ctrl+Q",), separate=True),
    Spec("previous", "Picture", "Previous in folder", ("PgUp", "Left", "Alt+Left")),
    Spec("next", "Picture", "Next in folder", ("PgDown", "Right", "Alt+Right")),
    Spec("copy_picture", "Picture", "Copy picture", ("Ctrl+C",), separate=True),
    Spec("copy_answer", "Picture", "Copy answer", ("Ctrl+Shift+C",)),
    Spec("save_answer", "Picture", "Save answer as picture…", ("Ctrl+S",)),
    Spec("show_in_folder", "Picture", "Show in folder", ("Ctrl+E",)),
    Spec("choose_fit", "Crop", "Square", ("C",), checkable=True, argument="crop"),
    Spec("choose_fit", "Crop", "Whole, squeezed", ("W",), checkable=True, argument="whole"),
    Spec("choose_fit", "Crop", "Whole, padded", ("P",), checkable=True, argument="pad"),
    Spec("zoom_in", "Crop", "Smaller square", ("+", "="), separate=True),
    Spec("zoom_out", "Crop", "Larger square", ("-",)),
    Spec("move_crop", "Crop", "Square to the left", ("Shift+Left",), argument="left"),
    Spec("move_crop", "Crop", "Square to the right", ("Shift+Right",), argument="right"),
    Spec("move_crop", "Crop", "Square up", ("Shift+Up",), argument="up"),
    Spec("move_crop", "Crop", "Square down", ("Shift+Down",), argument="down"),
    Spec("reset_crop", "Crop", "Square back to the centre", ("0",)),
    Spec("look", "Crop", "Show where it looked", ("O",), checkable=True, separate=True),
    *(
        Spec("choose_network", "Network", title, (f"Ctrl+{number}", str(number)), checkable=True, argument=network)
        for number, (network, title) in enumerate(NETWORKS.items(), 1)
    ),
    Spec("show_chosen_card", "Network", "About the chosen network", ("I",), separate=True),
    Spec("compare", "View", "All networks side by side", ("A",), checkable=True),
    Spec("use_dark", "View", "Dark", ("D",), checkable=True, separate=True),
    Spec("switch_language", "View", "", ("Ctrl+L",)),  # its text is the name of the language to switch to
    Spec("show_commands", "Help", "Commands for missing networks", ("F2",)),
    Spec("show_keys", "Help", "Keyboard", ("F1",)),
)

MENUS = ("File", "Picture", "Crop", "Network", "View", "Help")
CONTEXT = ("copy_picture", "copy_answer", "save_answer", "show_in_folder")  # of the picture's own menu
