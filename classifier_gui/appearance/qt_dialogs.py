"""The language of Qt's own dialogs."""

from PyQt5.QtCore import QCoreApplication, QLibraryInfo, QTranslator

CATALOGUES = {"zh": "qtbase_zh_CN"}
_translator = QTranslator()


def speak(language: str) -> None:
    """Have dialogs for files, and their buttons, speak `language`."""
    QCoreApplication.removeTranslator(_translator)
    catalogue = CATALOGUES.get(language)
    if catalogue and _translator.load(catalogue, QLibraryInfo.location(QLibraryInfo.TranslationsPath)):
        QCoreApplication.installTranslator(_translator)
