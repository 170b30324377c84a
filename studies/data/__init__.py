"""Pictures and datasets: from CIFAR-10, digits, a folder or one file to uint8 RGB, split once, and mapped into memory.

May import `system`. Knows no run and no study. No TensorFlow: the classifier reads its pictures here too.
"""
