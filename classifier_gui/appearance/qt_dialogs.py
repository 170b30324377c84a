"""The language of Qt's own dialogs."""

from PyQt5.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from classifier_gui.text.language import LANGUAGES

_translator = QTranslator()


def speak(language: str) -> None:
    """Have dialogs for files, and their buttons, speak `language`, one of `LANGUAGES`."""
    QCoreApplication.removeTranslator(_translator)
    catalogue = LANGUAGES[language].QT_CATALOGUE
    if catalogue and _translator.load(catalogue, QLibraryInfo.location(QLibraryInfo.TranslationsPath)):
        QCoreApplication.installTranslator(_translator)
