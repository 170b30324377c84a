"""Everything the window can do, as a table: the menus, the shortcuts and the help are made of it."""

from dataclasses import dataclass

from hypermodels import NETWORKS


@dataclass(frozen=True)
class Spec:
    """`slot` is the method, seen from the window; `keys` call it, the first one is shown.

    `text` is the key of its name in `classifier_gui.text`; empty for a network and a language, which have their own.
    """

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
    Spec("choose_file", "menu_file", "open_picture", ("Ctrl+O",)),
    Spec("paste", "menu_file", "paste_picture", ("Ctrl+V", "Shift+Insert")),
    Spec("session.open_sample", "menu_file", "random_test_picture", ("Ctrl+R", "R")),
    Spec("side.choose_folder", "menu_file", "classify_folder", ("Ctrl+Shift+O",)),
    Spec("side.choose_folder_for_all", "menu_file", "classify_folder_with_all", ("Ctrl+Alt+O",)),
    Spec("close", "menu_file", "quit", ("Ctrl+Q",), separate=True),
    Spec("session.opening.previous", "menu_picture", "previous_in_folder", ("PgUp", "Left", "Alt+Left")),
    Spec("session.opening.next", "menu_picture", "next_in_folder", ("PgDown", "Right", "Alt+Right")),
    Spec("sharing.copy_picture", "menu_picture", "copy_picture", ("Ctrl+C",), separate=True),
    Spec("sharing.copy_answer", "menu_picture", "copy_answer", ("Ctrl+Shift+C",)),
    Spec("sharing.save_answer", "menu_picture", "save_answer", ("Ctrl+S",)),
    Spec("sharing.show_in_folder", "menu_picture", "show_in_folder", ("Ctrl+E",)),
    Spec("session.choose_fit", "menu_crop", "fit_square", ("C",), checkable=True, argument="crop"),
    Spec("session.choose_fit", "menu_crop", "fit_whole", ("W",), checkable=True, argument="whole"),
    Spec("session.choose_fit", "menu_crop", "fit_padded", ("P",), checkable=True, argument="pad"),
    Spec("session.change_crop", "menu_crop", "square_smaller", ("+", "="), argument="smaller", separate=True),
    Spec("session.change_crop", "menu_crop", "square_larger", ("-",), argument="larger"),
    Spec("session.change_crop", "menu_crop", "square_left", ("Shift+Left",), argument="left"),
    Spec("session.change_crop", "menu_crop", "square_right", ("Shift+Right",), argument="right"),
    Spec("session.change_crop", "menu_crop", "square_up", ("Shift+Up",), argument="up"),
    Spec("session.change_crop", "menu_crop", "square_down", ("Shift+Down",), argument="down"),
    Spec("session.change_crop", "menu_crop", "square_centre", ("0",), argument="centre"),
    Spec("session.look", "menu_crop", "show_look", ("O",), checkable=True, separate=True),
    *(
        Spec(
            "session.choose_network",
            "menu_network",
            "",
            (f"Ctrl+{number}", str(number)),
            checkable=True,
            argument=network,
        )
        for number, network in enumerate(NETWORKS, 1)
    ),
    Spec("side.show_chosen_card", "menu_network", "about_chosen", ("I",), separate=True),
    Spec("session.compare", "menu_view", "side_by_side", ("A",), checkable=True),
    Spec("use_dark", "menu_view", "dark", ("D",), checkable=True, separate=True),
    Spec("switch_language", "menu_view", "", ("Ctrl+L",)),  # its text is the name of the language to switch to
    Spec("side.show_commands", "menu_help", "commands", ("F2",)),
    Spec("side.show_keys", "menu_help", "keyboard", ("F1",)),
)

MENUS = ("menu_file", "menu_picture", "menu_crop", "menu_network", "menu_view", "menu_help")
CONTEXT = ("copy_picture", "copy_answer", "save_answer", "show_in_folder")  # of the picture's own menu
