"""The window in Chinese."""

LANGUAGE_NAME = "中文"  # as its own readers call it
SEPARATOR = "、"  # between things listed
QT_CATALOGUE: str | None = "qtbase_zh_CN"  # of Qt's own dialogs

TEXTS = {
    # menus and buttons
    "menu_file": "文件",
    "menu_picture": "图片",
    "menu_crop": "裁剪",
    "menu_network": "网络",
    "menu_view": "视图",
    "menu_help": "帮助",
    "open_picture": "打开图片…",
    "paste_picture": "粘贴图片",
    "random_test_picture": "随机测试图片",
    "classify_folder": "分类整个文件夹…",
    "recent_pictures": "最近的图片",
    "quit": "退出",
    "previous_in_folder": "文件夹中的上一张",
    "next_in_folder": "文件夹中的下一张",
    "classify_folder_with_all": "用所有网络分类整个文件夹…",
    "copy_picture": "复制图片",
    "copy_answer": "复制回答",
    "save_answer": "将回答存为图片…",
    "show_in_folder": "在文件夹中显示",
    "fit_square": "正方形",
    "fit_whole": "整张压缩",
    "fit_padded": "整张填充",
    "square_smaller": "缩小正方形",
    "square_larger": "放大正方形",
    "square_left": "正方形左移",
    "square_right": "正方形右移",
    "square_up": "正方形上移",
    "square_down": "正方形下移",
    "square_centre": "正方形回到中央",
    "about_chosen": "所选网络的详情",
    "show_look": "显示关注区域",
    "side_by_side": "并排比较所有网络",
    "dark": "深色",
    "light": "浅色",
    "keyboard": "键盘",
    "commands": "缺少的网络的命令",
    "quickest_way": "最快的办法：{command}",
    "none_missing": "没有缺少的网络。",
    "move_and_press": "移到按钮或卡片，按下",
    "button_open": "打开…",
    "button_test_picture": "测试图片",
    "button_folder": "文件夹…",
    "dataset": "数据集",
    "window_title": "Sweepbook 图片分类器",
    "details": "详情",
    "close": "关闭",
    "cancel": "取消",
    "pictures": "图片",
    "all_files": "所有文件",
    # the picture
    "drop_hint": "把图片拖到这里，粘贴 (Ctrl+V)，或打开 (Ctrl+O)",
    "seen_hint": "网络看到的：{side}x{side} 像素",
    "square_hint": "滚轮：缩放正方形。拖动：移动。双击：复位。",
    "look_legend": "橙色影响最大，深色最小。",
    "where_it_looked": "关注区域",
    "reading": "正在读取 {name}…",
    "no_picture": "还没有图片",
    "seen_whole": "整张压缩到 {side}x{side}",
    "seen_padded": "整张填充到 {side}x{side}",
    "seen_centre": "取中央正方形，{side}x{side}",
    "seen_square": "取 {square} x {square} 的正方形，{side}x{side}",
    "seen_as_is": "原样",
    "true_class": "真实类别：{name}",
    "true_class_right": "真实类别：{name}（正确）",
    "true_class_wrong": "真实类别：{name}（错误）",
    "without_file": "没有文件的图片",
    # the answer
    "compare_all": "比较全部",
    "none_usable": "没有可用的网络",
    "cards_say_why": "下面的卡片说明了原因",
    "unusable": "{title} 无法使用：{cause}",
    "no_network": "还没有网络",
    "cards_say_how": "请先导出一个：下面的卡片说明了方法",
    "ready": "就绪",
    "open_one": "请打开一张图片",
    "thinking": "{title} 正在思考",
    "how_sure": "{title} {sure}：{value}",
    "next_names": "其次是 {names}",
    "almost_certain": "几乎肯定",
    "fairly_sure": "比较肯定",
    "half_sure": "不太肯定",
    "not_sure": "不确定",
    "networks_say_so": "{total} 个网络中 {count} 个同意",
    "networks_agree": "{total} 个网络中 {count} 个一致",
    "answers_this_sure": "在测试集上，这样确定的回答有 {share} 正确 (n = {count})。",
    "low_confidence": "置信度低：只有达到 {threshold}，才有 95 % 正确。",
    "low_confidence_too_few": "置信度低：已知该网络的正确回答太少。",
    # the cards
    "test_accuracy": "测试准确率 {accuracy}",
    "test_interval": "{low:.1f}–{high:.1f} (n = {count})",
    "epochs": "{epochs} 轮",
    "training_pictures": "{count} 张训练图片",
    "all_known": "已知的全部信息",
    "about": "{title} 的详情",
    "open_report": "打开报告",
    "report_file": "报告：{file}",
    "confusion": "测试集上的混淆矩阵",
    "recall": "召回率：每个类别中被正确识别的比例",
    "surest_errors": "最确定的错误回答：真实类别 → 回答",
    "no_errors": "卡片中没有。",
    "test_accuracy_of": "测试准确率 {accuracy}，95 % 区间 {low:.1f} 至 {high}，共 {pictures} 张图片",
    "parameters": "{count} 个参数",
    "width": "宽度 {width:g}",
    "sees": "看到 {side}x{side} 像素",
    "as_many_say": "同样多的网络认为是 {names}",
    "no_other": "没有其他网络同意",
    "none_sure": "置信度低：没有一个网络确定。",
    "clear_list": "清空列表",
    "baseline": "基线配置",
    "loading": "加载中…",
    "not_exported": "尚未导出；请运行",
    "run_command": "请运行：{command}",
    "origin": "研究 {study}，运行 {run}，种子 {seed}",
    "validation_seeds": "各种子的验证准确率：{seeds}",
    "opened_times": "测试集 {pictures} 张图片，打开过 {times} 次",
    "opened_once": "测试集 {pictures} 张图片，打开过一次",
    # a folder
    "folder_title": "分类整个文件夹",
    "write_table_to": "表格保存到",
    "searching": "正在 {folder} 中查找图片",
    "progress": "{total} 张图片中的第 {done} 张",
    "cancelling": "正在取消…",
    "cancelled": "已取消；没有写入任何内容。",
    "written": "已分类 {count} 张图片，写入 {file}",
    "right_of": "{labelled} 张中 {right} 张正确：{accuracy}",
    "unreadable_count": "{count} 个文件无法读取",
    "confusion_legend": "行：真实类别。列：回答。",
    "first_listed": "列出前 {count} 个",
    "show_all": "显示全部",
    "classes_unknown": "没有以类别命名的子文件夹：无法判断对错。",
    "confused": "{true} → {answer}：{count}",
    "wrong_first": "先列 {count} 个错误回答，最确定的在前",
    "least_sure_first": "最不确定的回答在前",
    # what can go wrong
    "unexpected": "出错了：{cause}",
}

# What rooms below raise and note, by their own English, which the command line prints as it is.
EXPLANATIONS = {
    "A web address is no file: save the picture first, then open it.": "网址不是文件：请先保存图片，再打开。",
    "There is no picture to take: copy a picture or a file first.": "没有可用的图片：请先复制一张图片或一个文件。",
    "{name} holds no pictures.": "{name} 中没有图片。",
    "Turned upright, as its EXIF data says.": "已按 EXIF 数据转正。",
    "Transparent parts are shown on white.": "透明部分以白色显示。",
    "Only the first frame is used.": "只使用第一帧。",
    "More than 8 bits a channel: scaled down to 8.": "每通道超过 8 位：已缩减到 8 位。",
    "Print colours (CMYK) are converted without a profile and may look different.": (
        "印刷色 (CMYK) 未按色彩配置转换，颜色可能有差异。"
    ),
    "Smaller than {side}x{side}: it is enlarged.": "小于 {side}x{side}：已放大。",
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
    "{name} takes too much memory: shrink it first.": "{name} 占用内存过多：请先缩小。",
    "{name} has more than 100 megapixels: shrink it first.": "{name} 超过 1 亿像素：请先缩小。",
    "{name} has {megapixels:.0f} megapixels; the limit is {limit:.0f}: shrink it first.": (
        "{name} 有 {megapixels:.0f} 百万像素，上限为 {limit:.0f}：请先缩小。"
    ),
    "{file} cannot be read ({cause}): run `{export}` again.": "{file} 无法读取（{cause}）：请重新运行 `{export}`。",
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
    "There is no model for the dataset {dataset}; there are models for {known}: give one of these with --dataset.": (
        "数据集 {dataset} 没有模型；有模型的数据集：{known}。请用 --dataset 给出其中之一。"
    ),
    "No model is exported yet: `{export}` exports the best of what was studied, `{study}` studies a network.": (
        "还没有导出的模型：`{export}` 导出已研究的最佳模型，`{study}` 研究一个网络。"
    ),
    "There is no {network} for {dataset}: run `{command}` first.": "{dataset} 没有 {network}：请先运行 `{command}`。",
    "There is no {network} for {dataset}; there is one for {known}: add --dataset {first}.": (
        "{dataset} 没有 {network}；{known} 有：请加上 --dataset {first}。"
    ),
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
