"""The window in Chinese. The key of every text is the English one."""

LANGUAGE_NAME = "中文"  # as its own readers call it
SEPARATOR = "、"  # between things listed
QT_CATALOGUE: str | None = "qtbase_zh_CN"  # of Qt's own dialogs

TEXTS = {
    # menus and buttons
    "File": "文件",
    "Picture": "图片",
    "Network": "网络",
    "View": "视图",
    "Help": "帮助",
    "Open picture…": "打开图片…",
    "Paste picture": "粘贴图片",
    "Random test picture": "随机测试图片",
    "Classify a folder…": "分类整个文件夹…",
    "Recent pictures": "最近的图片",
    "Quit": "退出",
    "Previous in folder": "文件夹中的上一张",
    "Next in folder": "文件夹中的下一张",
    "Classify a folder with all networks…": "用所有网络分类整个文件夹…",
    "Copy picture": "复制图片",
    "Copy answer": "复制回答",
    "Save answer as picture…": "将回答存为图片…",
    "Show in folder": "在文件夹中显示",
    "Crop": "裁剪",
    "Square": "正方形",
    "Whole, squeezed": "整张压缩",
    "Whole, padded": "整张填充",
    "Smaller square": "缩小正方形",
    "Larger square": "放大正方形",
    "Square to the left": "正方形左移",
    "Square to the right": "正方形右移",
    "Square up": "正方形上移",
    "Square down": "正方形下移",
    "Square back to the centre": "正方形回到中央",
    "About the chosen network": "所选网络的详情",
    "Show where it looked": "显示关注区域",
    "All networks side by side": "并排比较所有网络",
    "Dark": "深色",
    "Light": "浅色",
    "Keyboard": "键盘",
    "Commands for missing networks": "缺少的网络的命令",
    "The quickest way: {command}": "最快的办法：{command}",
    "No network is missing.": "没有缺少的网络。",
    "Move to a button or card, press it": "移到按钮或卡片，按下",
    "Open…": "打开…",
    "Test picture": "测试图片",
    "Folder…": "文件夹…",
    "Dataset": "数据集",
    "Sweepbook classifier": "Sweepbook 图片分类器",
    "Details": "详情",
    "Close": "关闭",
    "Cancel": "取消",
    "Pictures": "图片",
    "All files": "所有文件",
    # the picture
    "Drop a picture here, paste one (Ctrl+V), or open one (Ctrl+O)": "把图片拖到这里，粘贴 (Ctrl+V)，或打开 (Ctrl+O)",
    "What the network sees: 32x32 pixels": "网络看到的：32x32 像素",
    "Wheel: zoom the square. Drag: move it. Double click: put it back.": "滚轮：缩放正方形。拖动：移动。双击：复位。",
    "Orange counts most, dark least.": "橙色影响最大，深色最小。",
    "Where it looked": "关注区域",
    "Reading {name}…": "正在读取 {name}…",
    "No picture yet": "还没有图片",
    "seen whole, squeezed to 32x32": "整张压缩到 32x32",
    "seen whole, padded to 32x32": "整张填充到 32x32",
    "centre square seen at 32x32": "取中央正方形，32x32",
    "a square of {side} x {side} seen at 32x32": "取 {side} x {side} 的正方形，32x32",
    "seen as it is": "原样",
    "True class: {name}": "真实类别：{name}",
    "True class: {name} (right)": "真实类别：{name}（正确）",
    "True class: {name} (wrong)": "真实类别：{name}（错误）",
    "A picture without a file": "没有文件的图片",
    "A web address is no file: save the picture first, then open it.": "网址不是文件：请先保存图片，再打开。",
    "There is no picture to take: copy a picture or a file first.": "没有可用的图片：请先复制一张图片或一个文件。",
    # the answer
    "Compare all": "比较全部",
    "No network can be used": "没有可用的网络",
    "The cards below say why": "下面的卡片说明了原因",
    "{title} cannot be used: {cause}": "{title} 无法使用：{cause}",
    "No network yet": "还没有网络",
    "Export one: the cards below say how": "请先导出一个：下面的卡片说明了方法",
    "Ready": "就绪",
    "Open a picture": "请打开一张图片",
    "{title} is thinking": "{title} 正在思考",
    "{title} is {sure}: {value:.1f} %": "{title} {sure}：{value:.1f} %",
    "then {names}": "其次是 {names}",
    "almost certain": "几乎肯定",
    "fairly sure": "比较肯定",
    "half sure": "不太肯定",
    "not sure": "不确定",
    "{count} of {total} networks say so": "{total} 个网络中 {count} 个同意",
    "{count} of {total} networks agree": "{total} 个网络中 {count} 个一致",
    "Of answers this sure, {share:.0f} % were right on the test set (n = {count}).": (
        "在测试集上，这样确定的回答有 {share:.0f} % 正确 (n = {count})。"
    ),
    "Low confidence: 95 % were right only from {threshold:.0f} % on.": (
        "置信度低：只有达到 {threshold:.0f} %，才有 95 % 正确。"
    ),
    "Low confidence: too few of this network's answers are known to be right.": (
        "置信度低：已知该网络的正确回答太少。"
    ),
    # the cards
    "Test accuracy {accuracy:.1f} %": "测试准确率 {accuracy:.1f} %",
    "{low:.1f}–{high:.1f} (n = {count})": "{low:.1f}–{high:.1f} (n = {count})",
    "{epochs} epochs": "{epochs} 轮",
    "{count} training pictures": "{count} 张训练图片",
    "All that is known of it": "已知的全部信息",
    "About {title}": "{title} 的详情",
    "Open the report": "打开报告",
    "Report: {file}": "报告：{file}",
    "Confusion on the test set": "测试集上的混淆矩阵",
    "Recall: of the pictures of each class, the share that was recognized": "召回率：每个类别中被正确识别的比例",
    "The surest wrong answers: the true class → the answer": "最确定的错误回答：真实类别 → 回答",
    "The card holds none.": "卡片中没有。",
    "Test accuracy {accuracy:.1f} %, 95 % interval {low:.1f} to {high:.1f} %, of {pictures} pictures": (
        "测试准确率 {accuracy:.1f} %，95 % 区间 {low:.1f} 至 {high:.1f} %，共 {pictures} 张图片"
    ),
    "{count} parameters": "{count} 个参数",
    "width {width:g}": "宽度 {width:g}",
    "as many say {names}": "同样多的网络认为是 {names}",
    "no other network says so": "没有其他网络同意",
    "Low confidence: none of them is sure.": "置信度低：没有一个网络确定。",
    "Clear the list": "清空列表",
    "{parameters} parameters": "{parameters} 个参数",
    "baseline": "基线配置",
    "loading…": "加载中…",
    "not exported yet; run": "尚未导出；请运行",
    "Run: {command}": "请运行：{command}",
    "Study {study}, run {run}, seed {seed}": "研究 {study}，运行 {run}，种子 {seed}",
    "Validation accuracy of the seeds: {seeds}": "各种子的验证准确率：{seeds}",
    "Test set of {pictures} pictures, opened {times} times": "测试集 {pictures} 张图片，打开过 {times} 次",
    "Test set of {pictures} pictures, opened once": "测试集 {pictures} 张图片，打开过一次",
    "Learning rate": "学习率",
    "Optimizer": "优化器",
    "Loss function": "损失函数",
    "Batch size": "批大小",
    "Epochs": "轮数",
    "Activation": "激活函数",
    "Weight initializer": "权重初始化",
    "L2 regularization": "L2 正则化",
    # a folder
    "Classify a folder": "分类整个文件夹",
    "Write the table to": "表格保存到",
    "Looking for pictures in {folder}": "正在 {folder} 中查找图片",
    "{done} of {total} pictures": "{total} 张图片中的第 {done} 张",
    "Cancelling…": "正在取消…",
    "Cancelled; nothing was written.": "已取消；没有写入任何内容。",
    "{count} pictures classified, written to {file}": "已分类 {count} 张图片，写入 {file}",
    "{right} of {labelled} right: {accuracy:.1f} %": "{labelled} 张中 {right} 张正确：{accuracy:.1f} %",
    "{count} files could not be read": "{count} 个文件无法读取",
    "Rows: the true class. Columns: the answer.": "行：真实类别。列：回答。",
    "the first {count} are listed": "列出前 {count} 个",
    "Show all": "显示全部",
    "No subfolder is named for a class: right and wrong are not known.": "没有以类别命名的子文件夹：无法判断对错。",
    "{true} → {answer}: {count}": "{true} → {answer}：{count}",
    "{count} wrong answers first, the surest before": "先列 {count} 个错误回答，最确定的在前",
    "The least sure answers first": "最不确定的回答在前",
    "{name} holds no pictures.": "{name} 中没有图片。",
    # what was changed in a picture
    "Turned upright, as its EXIF data says.": "已按 EXIF 数据转正。",
    "Transparent parts are shown on white.": "透明部分以白色显示。",
    "Only the first frame is used.": "只使用第一帧。",
    "More than 8 bits a channel: scaled down to 8.": "每通道超过 8 位：已缩减到 8 位。",
    "Print colours (CMYK) are converted without a profile and may look different.": (
        "印刷色 (CMYK) 未按色彩配置转换，颜色可能有差异。"
    ),
    "Smaller than 32x32: it is enlarged.": "小于 32x32：已放大。",
    # what can go wrong
    "Something went wrong: {cause}": "出错了：{cause}",
    "{name} does not exist.": "{name} 不存在。",
    "{name} is not a file.": "{name} 不是文件。",
    "{name} cannot be read: {cause}.": "{name} 无法读取：{cause}。",
    "{name} is empty.": "{name} 是空文件。",
    "{name} has no pixels.": "{name} 没有像素。",
    "{name} takes longer than {seconds} seconds to read: save it anew.": (
        "{name} 在 {seconds} 秒内没有读完：请重新保存。"
    ),
    "{file} cannot be written ({cause}): choose another place.": "无法写入 {file}（{cause}）：请选择其他位置。",
    "{name} is cut short: copy or download it again.": "{name} 不完整：请重新复制或下载。",
    "{name} is damaged or of an unknown kind ({cause}).": "{name} 已损坏或类型未知（{cause}）。",
    "{name} is not a picture this program reads (JPEG, PNG, GIF, WebP, TIFF, BMP...).": (
        "{name} 不是本程序能读取的图片（JPEG、PNG、GIF、WebP、TIFF、BMP 等）。"
    ),
    "{name} is damaged: copy or download it again.": "{name} 已损坏：请重新复制或下载。",
    "{name} is a HEIC picture, which this program does not read: save it as JPEG.": (
        "{name} 是 HEIC 图片，本程序无法读取：请另存为 JPEG。"
    ),
    "{name} takes too much memory: shrink it first.": "{name} 占用内存过多：请先缩小。",
    "{name} has more than 100 megapixels: shrink it first.": "{name} 超过 1 亿像素：请先缩小。",
    "{name} has {megapixels:.0f} megapixels; the limit is {limit:.0f}: shrink it first.": (
        "{name} 有 {megapixels:.0f} 百万像素，上限为 {limit:.0f}：请先缩小。"
    ),
    "{file} cannot be read ({cause}): run `{export}` again.": ("{file} 无法读取（{cause}）：请重新运行 `{export}`。"),
    "{file} is not the file its card describes: run `{export}` again.": (
        "{file} 与卡片描述的文件不符：请重新运行 `{export}`。"
    ),
    "{file} keeps numbers in other files, which is refused: run `{export}` again.": (
        "{file} 把数值放在其他文件里，已拒绝：请重新运行 `{export}`。"
    ),
    "{file} gives answers that are no probabilities: run `{export}` again.": (
        "{file} 给出的回答不是概率：请重新运行 `{export}`。"
    ),
    "{file} does not answer within {seconds} seconds: run `{export}` again.": (
        "{file} 在 {seconds} 秒内没有回答：请重新运行 `{export}`。"
    ),
    "{file} crashes the process that runs it: run `{export}` again.": (
        "{file} 使运行它的进程崩溃：请重新运行 `{export}`。"
    ),
    "There is no {network} for {dataset}: run `{command}` first.": "{dataset} 没有 {network}：请先运行 `{command}`。",
    "{file} describes {found}, not {network}: run `{export}` again.": (
        "{file} 描述的是 {found}，不是 {network}：请重新运行 `{export}`。"
    ),
    "{file} is no network that OpenCV {version} can run: run `{export}` again.": (
        "OpenCV {version} 无法运行 {file}：请重新运行 `{export}`。"
    ),
    "{file} gives {found} numbers for {classes} classes: run `{export}` again.": (
        "{file} 对 {classes} 个类别给出 {found} 个数：请重新运行 `{export}`。"
    ),
    "There are no test pictures of {dataset}: run `{samples}` first.": (
        "没有 {dataset} 的测试图片：请先运行 `{samples}`。"
    ),
    "{source} is not the card of a model.": "{source} 不是模型卡片。",
    "{source} has schema {schema}, newer than the {known} this program reads: update the program.": (
        "{source} 的格式版本 {schema} 比本程序支持的 {known} 更新：请更新本程序。"
    ),
    "{source} lacks {fields}: export the model again.": "{source} 缺少 {fields}：请重新导出模型。",
    "{source} is damaged ({cause}): export the model again.": "{source} 已损坏（{cause}）：请重新导出模型。",
}

# The names that CIFAR-10 gives its classes.
CLASSES = {
    "airplane": "飞机",
    "automobile": "汽车",
    "bird": "鸟",
    "cat": "猫",
    "deer": "鹿",
    "dog": "狗",
    "frog": "青蛙",
    "horse": "马",
    "ship": "船",
    "truck": "卡车",
}
