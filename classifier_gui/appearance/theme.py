"""Light and dark: the colours, and the style sheet and palette made of them."""

from dataclasses import dataclass

from PyQt5.QtGui import QColor, QPalette
from PyQt5.QtWidgets import QApplication


@dataclass(frozen=True)
class Theme:
    """Colours as #rrggbb. Text on its ground has a contrast of at least 4.5 : 1 (WCAG 2.2, 1.4.3)."""

    ground: str  # the window
    surface: str  # panels and cards
    sunken: str  # tracks of bars, the picture's ground
    border: str
    text: str
    muted: str
    accent: str  # the answer, the chosen card
    accent_soft: str
    on_accent: str
    other: str  # bars that are not the answer
    warning: str
    warning_soft: str
    good: str


LIGHT = Theme(
    ground="#f3f5f8",
    surface="#ffffff",
    sunken="#e9edf2",
    border="#d8dee6",
    text="#17202b",
    muted="#5a6675",
    accent="#1f63d6",
    accent_soft="#e8f0fd",
    on_accent="#ffffff",
    other="#7586a0",
    warning="#8a5a00",
    warning_soft="#fdf3dc",
    good="#1c7a4b",
)
DARK = Theme(
    ground="#12161c",
    surface="#1a2029",
    sunken="#262e39",
    border="#323c49",
    text="#e8edf3",
    muted="#9dabbb",
    accent="#6ea8ff",
    accent_soft="#1d2f4d",
    on_accent="#0c1420",
    other="#7c8ca3",
    warning="#f0bd5c",
    warning_soft="#3a2e15",
    good="#62cf96",
)


def apply(theme: Theme) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setPalette(_palette(theme))
    app.setStyleSheet(_sheet(theme))


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    for role, colour in {
        QPalette.Window: theme.ground,
        QPalette.WindowText: theme.text,
        QPalette.Base: theme.surface,
        QPalette.AlternateBase: theme.sunken,
        QPalette.Text: theme.text,
        QPalette.Button: theme.surface,
        QPalette.ButtonText: theme.text,
        QPalette.Highlight: theme.accent,
        QPalette.HighlightedText: theme.on_accent,
        QPalette.ToolTipBase: theme.surface,
        QPalette.ToolTipText: theme.text,
        QPalette.Link: theme.accent,
        QPalette.BrightText: theme.warning,
        QPalette.Light: theme.border,
        QPalette.Mid: theme.border,
        QPalette.Dark: theme.border,
        QPalette.Shadow: theme.border,
    }.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.Text, QPalette.ButtonText, QPalette.WindowText):
        palette.setColor(QPalette.Disabled, role, QColor(theme.muted))
    return palette


def _sheet(t: Theme) -> str:
    return f"""
    QToolTip {{ color: {t.text}; background: {t.surface}; border: 1px solid {t.border}; padding: 4px; }}
    QMenuBar {{ background: {t.ground}; color: {t.text}; padding: 2px 8px; }}
    QMenuBar::item {{ padding: 4px 8px; border-radius: 4px; background: transparent; }}
    QMenuBar::item:selected {{ background: {t.sunken}; }}
    QMenu {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.border}; padding: 4px; }}
    QMenu::item {{ padding: 5px 28px 5px 24px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {t.accent_soft}; }}
    QMenu::item:disabled {{ color: {t.muted}; }}
    QMenu::separator {{ height: 1px; background: {t.border}; margin: 4px 8px; }}
    QPushButton, QComboBox {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.border};
        border-radius: 6px; padding: 5px 12px; }}
    QPushButton:hover, QComboBox:hover {{ border-color: {t.muted}; }}
    QPushButton:focus, QComboBox:focus {{ border: 2px solid {t.accent}; padding: 4px 11px; }}
    QPushButton:checked {{ background: {t.accent_soft}; border-color: {t.accent}; color: {t.accent}; }}
    QPushButton:disabled {{ color: {t.muted}; background: {t.ground}; }}
    QPushButton#primary {{ background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; }}
    QPushButton#primary:focus {{ border: 2px solid {t.text}; }}
    QComboBox::drop-down {{ border: none; width: 20px; }}
    QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.text}; selection-background-color:
        {t.accent_soft}; selection-color: {t.text}; border: 1px solid {t.border}; }}
    QToolButton {{ background: transparent; color: {t.text}; border: 1px solid transparent; border-radius: 4px;
        padding: 0px 4px; }}
    QToolButton:hover, QToolButton:focus {{ border-color: {t.accent}; }}
    QListView {{ background: transparent; color: {t.text}; border: none; }}
    QListView:focus {{ border: 1px solid {t.accent}; }}
    QSplitter::handle {{ background: transparent; }}
    QFrame#panel {{ background: {t.surface}; border: 1px solid {t.border}; border-radius: 10px; }}
    QFrame#message {{ background: {t.warning_soft}; border: 1px solid {t.warning}; border-radius: 6px; }}
    QFrame#message QLabel {{ color: {t.text}; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
    QLabel#headline {{ font-size: 20pt; font-weight: 600; color: {t.text}; }}
    QLabel#muted {{ color: {t.muted}; }}
    QLabel#strong {{ font-weight: 600; }}
    QLabel#note {{ color: {t.warning}; }}
    QProgressBar {{ background: {t.sunken}; border: none; border-radius: 4px; height: 8px; }}
    QProgressBar::chunk {{ background: {t.accent}; border-radius: 4px; }}
    QPlainTextEdit, QTableView {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.border};
        gridline-color: {t.border}; }}
    QHeaderView::section {{ background: {t.sunken}; color: {t.text}; border: none; padding: 4px 8px; }}
    QTableCornerButton::section {{ background: {t.sunken}; border: none; }}
    QScrollBar:vertical {{ background: transparent; width: 14px; padding-left: 6px; }}
    QScrollBar::handle:vertical {{ background: {t.border}; border-radius: 4px; min-height: 24px; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none;
        height: 0; }}
    """


def contrast(one: QColor, other: QColor) -> float:
    """The ratio of two colours' luminances, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(ink: str, ground: str, share: float) -> QColor:
    """What `ground` looks like under a veil of `ink` that covers `share` of it."""
    over, under = QColor(ink), QColor(ground)
    return QColor.fromRgbF(
        *(
            share * one + (1 - share) * other
            for one, other in zip(
                (over.redF(), over.greenF(), over.blueF()), (under.redF(), under.greenF(), under.blueF()), strict=True
            )
        )
    )


def readable(theme: Theme, ground: QColor, quiet: bool) -> QColor:
    """The colour for text on `ground`: muted where that may be and can be read, else what is seen best."""
    muted = QColor(theme.muted)
    if quiet and contrast(muted, ground) >= 4.5:
        return muted
    return max(
        (QColor(theme.text), QColor(theme.on_accent), QColor("black"), QColor("white")),
        key=lambda one: contrast(one, ground),
    )
