"""The report's fixed words in English and Chinese. Sentences with numbers are in `analysis.sentences`."""

LANGUAGES = ("en", "zh")

# key: (English, Chinese)
TABLE: dict[str, tuple[str, str]] = {
    "epoch": ("Epoch", "训练轮次"),
    "update": ("Updates (thousands)", "参数更新次数（千）"),
    "accuracy": ("Training accuracy", "训练准确率"),
    "val_accuracy": ("Validation accuracy", "验证准确率"),
    "loss": ("Training loss", "训练损失"),
    "val_loss": ("Validation loss", "验证损失"),
    "seconds": ("Training time in seconds", "训练时间（秒）"),
    "points": ("Difference in percentage points", "差异（百分点）"),
    "learning_rate": ("Learning rate", "学习率"),
    "optimizer": ("Optimizer", "优化器"),
    "loss_function": ("Loss function", "损失函数"),
    "batch_size": ("Batch size", "批大小"),
    "epochs": ("Epochs", "训练轮数"),
    "activation": ("Activation", "激活函数"),
    "initializer": ("Weight initializer", "权重初始化"),
    "l2": ("L2 regularization", "L2 正则化"),
}


def word(key: str, language: str) -> str:
    return TABLE[key][LANGUAGES.index(language)]


def title(dimension: str, language: str) -> str:
    """A dimension's title; the loss function's name is also a metric's."""
    return word("loss_function" if dimension == "loss" else dimension, language)
