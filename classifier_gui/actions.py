"""Everything the window can do, as a table: the menus, the shortcuts and the help are made of it."""

from dataclasses import dataclass

from hypermodels import NETWORKS


@dataclass(frozen=True)
class Spec:
    """`slot` is the method, seen from the window; `keys` call it, the first one is shown."""

    slot: str
    menu: str
    text: str
    keys: tuple[str, ...]
    checkable: bool = False
    argument: str | None = None
    separate: bool = False  # a line above it in the menu

    @property
    def name(self) -> str:
        """What it is called among the others: the method's name, or its argument."""
        return self.argument or self.slot.rpartition(".")[2]


ACTIONS: tuple[Spec, ...] = (
    Spec("choose_file", "File", "Open picture…", ("Ctrl+O",)),
    Spec("paste", "File", "Paste picture", ("Ctrl+V", "Shift+Insert")),
    Spec("session.open_sample", "File", "Random test picture", ("Ctrl+R", "R")),
    Spec("side.choose_folder", "File", "Classify a folder…", ("Ctrl+Shift+O",)),
    Spec("side.choose_folder_for_all", "File", "Classify a folder with all networks…", ("Ctrl+Alt+O",)),
    Spec("close", "File", "Quit", ("Ctrl+Q",), separate=True),
    Spec("session.opening.previous", "Picture", "Previous in folder", ("PgUp", "Left", "Alt+Left")),
    Spec("session.opening.next", "Picture", "Next in folder", ("PgDown", "Right", "Alt+Right")),
    Spec("sharing.copy_picture", "Picture", "Copy picture", ("Ctrl+C",), separate=True),
    Spec("sharing.copy_answer", "Picture", "Copy answer", ("Ctrl+Shift+C",)),
    Spec("sharing.save_answer", "Picture", "Save answer as picture…", ("Ctrl+S",)),
    Spec("sharing.show_in_folder", "Picture", "Show in folder", ("Ctrl+E",)),
    Spec("session.choose_fit", "Crop", "Square", ("C",), checkable=True, argument="crop"),
    Spec("session.choose_fit", "Crop", "Whole, squeezed", ("W",), checkable=True, argument="whole"),
    Spec("session.choose_fit", "Crop", "Whole, padded", ("P",), checkable=True, argument="pad"),
    Spec("session.change_crop", "Crop", "Smaller square", ("+", "="), argument="smaller", separate=True),
    Spec("session.change_crop", "Crop", "Larger square", ("-",), argument="larger"),
    Spec("session.change_crop", "Crop", "Square to the left", ("Shift+Left",), argument="left"),
    Spec("session.change_crop", "Crop", "Square to the right", ("Shift+Right",), argument="right"),
    Spec("session.change_crop", "Crop", "Square up", ("Shift+Up",), argument="up"),
    Spec("session.change_crop", "Crop", "Square down", ("Shift+Down",), argument="down"),
    Spec("session.change_crop", "Crop", "Square back to the centre", ("0",), argument="centre"),
    Spec("session.look", "Crop", "Show where it looked", ("O",), checkable=True, separate=True),
    *(
        Spec(
            "session.choose_network",
            "Network",
            title,
            (f"Ctrl+{number}", str(number)),
            checkable=True,
            argument=network,
        )
        for number, (network, title) in enumerate(NETWORKS.items(), 1)
    ),
    Spec("side.show_chosen_card", "Network", "About the chosen network", ("I",), separate=True),
    Spec("session.compare", "View", "All networks side by side", ("A",), checkable=True),
    Spec("use_dark", "View", "Dark", ("D",), checkable=True, separate=True),
    Spec("switch_language", "View", "", ("Ctrl+L",)),  # its text is the name of the language to switch to
    Spec("side.show_commands", "Help", "Commands for missing networks", ("F2",)),
    Spec("side.show_keys", "Help", "Keyboard", ("F1",)),
)

MENUS = ("File", "Picture", "Crop", "Network", "View", "Help")
CONTEXT = ("copy_picture", "copy_answer", "save_answer", "show_in_folder")  # of the picture's own menu
