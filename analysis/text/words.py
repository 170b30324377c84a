"""The report's fixed words in English and Chinese. Sentences with numbers are in `analysis.text.sentences`."""

LANGUAGES = ("en", "zh")
LANGUAGE_NAMES = ("English", "中文")

# key: (English, Chinese)
TABLE: dict[str, tuple[str, str]] = {
    "title": ("{network}: what each hyperparameter does", "{network}：各超参数的作用"),
    "index_title": ("Sweepbook: the networks compared", "Sweepbook：各网络比较"),
    "contents": ("Contents", "目录"),
    "warnings": ("Before you read", "阅读之前"),
    "glance": ("At a glance", "概览"),
    "how": ("How to read this page", "如何阅读本页"),
    "answer": ("Answer", "结论"),
    "findings": ("Findings", "发现"),
    "limits": ("Limits", "局限"),
    "runs": ("Runs", "运行"),
    "environment": ("Environment", "环境"),
    "reproduce": ("Reproduce", "复现"),
    "best": ("The best model on the test set", "最佳模型在测试集上的表现"),
    "chapters": ("Chapters", "章节"),
    "networks": ("Networks", "网络"),
    "study": ("Study", "研究"),
    "networks_compared": ("The baselines side by side", "各网络基线对比"),
    "question": (
        "How does {dimension} change what {network} reaches on {dataset}?",
        "{dimension}如何影响 {network} 在 {dataset} 上的表现？",
    ),
    "question_probe": (
        "Do {dimension} act together on what {network} reaches on {dataset}?",
        "{dimension}对 {network} 在 {dataset} 上的表现是否有交互影响？",
    ),
    "question_tune": (
        "Which configuration of {network} does best on {dataset}?",
        "{network} 在 {dataset} 上的最佳配置是什么？",
    ),
    "and": (" and ", "与"),
    "asked_learning_rate": ("the learning rate", "学习率"),
    "asked_optimizer": ("the optimizer", "优化器"),
    "asked_loss": ("the loss function", "损失函数"),
    "asked_batch_size": ("the batch size", "批大小"),
    "asked_epochs": ("the number of epochs", "训练轮数"),
    "asked_activation": ("the activation", "激活函数"),
    "asked_initializer": ("the weight initializer", "权重初始化"),
    "asked_l2": ("L2 regularization", "L2 正则化"),
    "tune": ("Joint tuning", "联合调参"),
    "after_one": ("after 1 epoch", "训练 1 轮后"),
    "after_epochs": ("after {epochs} epochs", "训练 {epochs} 轮后"),
    "epoch": ("Epoch", "训练轮次"),
    "update": ("Updates (thousands)", "参数更新次数（千）"),
    "trial": ("Trial", "试验"),
    "accuracy": ("Training accuracy", "训练准确率"),
    "val_accuracy": ("Validation accuracy", "验证准确率"),
    "accuracy_axis": ("Accuracy", "准确率"),
    "loss": ("Training loss", "训练损失"),
    "val_loss": ("Validation loss", "验证损失"),
    "seconds": ("Training time in seconds", "训练时间（秒）"),
    "points": ("Difference in percentage points", "差异（百分点）"),
    "diverged_share": ("Share of runs that diverged", "发散的运行占比"),
    "range_axis": ("Best minus worst value, percentage points", "最佳与最差取值之差（百分点）"),
    "r2_axis": ("Loss of R² when shuffled, points", "打乱后 R² 的下降（百分点）"),
    "confidence": ("The model's confidence", "模型置信度"),
    "recall": ("Recall", "召回率"),
    "true_class": ("True class", "真实类别"),
    "named_class": ("Named class", "预测类别"),
    "learning_rate": ("Learning rate", "学习率"),
    "optimizer": ("Optimizer", "优化器"),
    "loss_function": ("Loss function", "损失函数"),
    "batch_size": ("Batch size", "批大小"),
    "epochs": ("Epochs", "训练轮数"),
    "activation": ("Activation", "激活函数"),
    "initializer": ("Weight initializer", "权重初始化"),
    "l2": ("L2 regularization", "L2 正则化"),
    "caption_curves": (
        "{metric} by epoch: mean over seeds, shaded 95 % t-interval. A line ends where its first seed does.",
        "{metric}随训练轮次的变化：各种子的均值，阴影为 95 % t 区间；线在首个种子结束处终止。",
    ),
    "caption_trajectory": (
        "{metric} along the same runs, read off at the values of the study.",
        "同一批运行中{metric}的变化，并在研究的各取值处读数。",
    ),
    "caption_updates": (
        "The same accuracy by number of updates: a larger batch makes fewer of them in an epoch.",
        "同一准确率按参数更新次数绘制：批越大，每轮更新越少。",
    ),
    "caption_outcomes": (
        "Where each value ended: a dot a seed, and right of them the mean with its 95 % t-interval.",
        "各取值的最终结果：每个种子一个点，其右侧为均值及其 95 % t 区间。",
    ),
    "caption_differences": (
        "Paired difference to {reference} with 95 % interval; the shaded band, ±{band} points, counts as no "
        "difference.",
        "与 {reference} 的配对差异及 95 % 区间；阴影带 ±{band} 个百分点视为无差异。",
    ),
    "caption_gap": (
        "The gap between training and validation accuracy at the end.",
        "训练结束时训练准确率与验证准确率之间的差距。",
    ),
    "caption_cost": (
        "Training time against accuracy: means over seeds with 95 % t-intervals, cut at the edge.",
        "训练时间与准确率：各种子的均值及 95 % t 区间，超出边缘的部分被截断。",
    ),
    "caption_divergence": ("How many runs diverged, by learning rate.", "各学习率下发散的运行数。"),
    "caption_effects": (
        "Every value of every study against its reference, with 95 % interval, on an axis that is logarithmic "
        "away from zero.",
        "所有研究的各取值与其参照值的差异及 95 % 区间；坐标轴在远离零处为对数刻度。",
    ),
    "caption_importance": (
        "How far each dimension moved the accuracy from the worst to the best of its values that learned, with Tukey's "
        "simultaneous 95 % interval. The red mark is the range that luck alone exceeds once in twenty. "
        "All values of a study share one spread here, so a range can be sure where a single comparison is undecided.",
        "各维度在能够学习的取值中从最差到最佳使准确率变化的幅度，及 Tukey 同时 95 % 区间。红线为仅凭运气有二十"
        "分之一概率超过的幅度。此处同一研究的所有取值共用一个离散程度，因此幅度可能是确定的，而单次比较尚无定论。",
    ),
    "caption_probe": (
        "Mean validation accuracy in percent of every combination.",
        "各组合的平均验证准确率（%）。",
    ),
    "caption_history": ("Every trial's accuracy, and the best so far.", "各次试验的准确率及当前最佳值。"),
    "caption_parallel": (
        "A line a trial across its values, brighter for higher accuracy; the best in red.",
        "每条线为一次试验的各取值，颜色越亮准确率越高；最佳试验为红色。",
    ),
    "caption_tune_importance": (
        "Permutation importance in a random forest fitted to the trials; the interval spans 95 % of the repetitions.",
        "对试验拟合随机森林后的置换重要性；区间覆盖 95 % 的重复。",
    ),
    "caption_confusion": (
        "Which class was taken for which, in percent of the true class.",
        "各类别被误认的比例（占真实类别的 %）。",
    ),
    "caption_recall": ("How much of each class was recognised.", "各类别的识别率。"),
    "caption_reliability": (
        "Accuracy by the model's confidence; on the dashed line its confidence is honest.",
        "不同置信度下的准确率；落在虚线上表示置信度可信。",
    ),
    "caption_networks": (
        "{metric} of each network's baseline by epoch: mean over seeds, shaded 95 % t-interval.",
        "各网络基线的{metric}随训练轮次的变化：各种子的均值，阴影为 95 % t 区间。",
    ),
    "no_card": (
        "No exported model yet: `make export` opens the test set once and adds the confusion matrix, recall, "
        "reliability and a gallery of errors here.",
        "尚未导出模型：运行 make export 会打开一次测试集，并在此加入混淆矩阵、召回率、可靠性图与错误图集。",
    ),
    "unreadable": ("Unreadable runs, left out: {runs}.", "以下运行无法读取，已略去：{runs}。"),
    "how_text": (
        "Seeds are paired: seed k gives every value of a study the same data order and, unless the initializer "
        "itself varies, the same initial weights, so values are compared seed by seed. Intervals are Student-t at "
        "95 %, each for one comparison alone. How much a difference varies from seed to seed is estimated from its own "
        "seeds and from the other comparisons of the chapter (a moderated t-test, Smyth 2004); a comparison that "
        "varies more than the others keeps its own spread. Clear means p < 0.05 after Holm's adjustment over the "
        "study's comparisons; equivalent means the whole interval lies within ±{band} points; all else is undecided, "
        "which is not the same as equal. Holm adjusts the verdicts, not the intervals: among several comparisons one "
        "interval may exclude 0 by luck, so an interval can exclude 0 where the verdict is undecided. One seed gives "
        "no interval and no verdict. A diverged run counts with the accuracy it had, or with chance where it had none. "
        "Everything is decided on the validation set.",
        "种子是配对的：种子 k 使研究中的每个取值具有相同的数据顺序；除非研究的正是初始化方法，初始权重也相同，因此逐"
        "种子比较。区间为 95 % Student-t 区间，各自只针对一次比较。差异在种子间的离散程度由它自身的种子与本章其他"
        "比较共同估计（调节 t 检验，Smyth 2004）；离散程度大于其他比较的，保留其自身的值。“明显”指经 Holm 校正（针对"
        "该研究的所有比较）后 p < 0.05；“等效”指整个区间位于 ±{band} 个百分点之内；其余均为“尚无定论”，这并不等于相同。"
        "Holm 校正的是结论而不是区间：多次比较中某个区间可能碰巧不含 0，因此区间不含 0 时结论仍可能是“尚无定论”。"
        "只有一个种子时没有区间，也没有结论。发散的运行以其当时的准确率计入，"
        "若无有效准确率则按随机水平计。所有判断均基于验证集。",
    ),
    "limit_noise": (
        "An accuracy of {acc} on {pictures} validation pictures may be {low} to {high} on others like them, whatever "
        "the seeds say.",
        "在 {pictures} 张验证图片上的准确率 {acc}，在同类的其他图片上可能为 {low} 至 {high}，与种子数无关。",
    ),
    "limit_step": (
        "One of {pictures} validation pictures is {step} points: they cannot show differences as small as the band of "
        "±{band}, so equivalent says little here.",
        "{pictures} 张验证图片中的一张就是 {step} 个百分点：它们无法显示 ±{band} 这样小的差异，因此这里的“等效”"
        "意义不大。",
    ),
    "limit_time": (
        "Times are epochs times the median epoch of a run, in wall-clock seconds on the machine below. The epoch in "
        "which training began, or went on, is left out: the network is built in it.",
        "时间为轮数乘以每次运行各轮耗时的中位数，即在下述机器上的实际秒数。训练开始或继续时的那一轮不计入，因为其中"
        "包含网络的构建。",
    ),
    "limit_time_apart": (
        "Times are not compared: the runs were not all trained on the same machine with equally many threads, workers "
        "and other work, or their records do not say so.",
        "时间不作比较：这些运行并非都在同一机器上以相同的线程数、工作进程数与负载训练，或其记录没有说明。",
    ),
    "confound_optimizer": (
        "Every optimizer runs at the baseline's learning rate, which suits some better than others.",
        "所有优化器均使用基线学习率，而该学习率并非对每个优化器都合适：这里比较的是同一学习率下的表现，而非各自"
        "的最佳表现。",
    ),
    "confound_batch_size": (
        "A larger batch makes fewer updates in the same epochs.",
        "批越大，相同轮次内的参数更新次数越少：差异同时包含批大小与更新次数的影响。",
    ),
    "confound_loss": (
        "Loss values of different loss functions are not comparable; compare accuracies.",
        "不同损失函数的损失值不可比较，请比较准确率。",
    ),
    "confound_epochs": (
        "The values are points along the same runs, so they are not independent.",
        "各取值是同一批运行上的不同时间点，因此并不独立：后面的点是前面的点的延续。",
    ),
    "comma": (", ", "、"),
    "held_fixed": (
        "Held fixed: {configuration}. Each run trained on {pictures}; {validation} pictures validate. Seeds: {seeds}.",
        "固定不变：{configuration}。训练数据：{pictures}；{validation} 张图片用于验证。种子：{seeds}。",
    ),
    "baseline_is": (
        "Every network trained with {configuration}. Times are shown where all networks were trained on one machine "
        "with equally many threads, workers and other work.",
        "每个网络均使用：{configuration}。仅当所有网络在同一机器上以相同的线程数、工作进程数与负载训练时才显示时间。",
    ),
    "all_varied": ("nothing, every dimension was searched", "无，所有维度均在搜索之列"),
    "some_pictures": ("{samples} of {train} training pictures", "{train} 张训练图片中的 {samples} 张"),
    "training_pictures": ("{samples} training pictures", "{samples} 张训练图片"),
    "all_of_them": ("all {train} training pictures", "全部 {train} 张训练图片"),
    "all_training_pictures": ("all training pictures", "全部训练图片"),
    "unknown": ("unknown", "未知"),
    "best_trained": (
        "The model: {configuration}; seed {seed}. It is run {run} of the study {study}, trained on {pictures}.",
        "该模型：{configuration}；种子 {seed}。它是研究 {study} 中的运行 {run}。训练数据：{pictures}。",
    ),
    "best_validation": (
        "It was chosen by validation accuracy: its configuration has {mean} (mean of {n} seeds), this seed {own}.",
        "它按验证准确率选出：该配置为 {mean}（{n} 个种子的均值），此种子为 {own}。",
    ),
    "best_validation_mean": (
        "It was chosen by its validation accuracy, {mean}.",
        "它按验证准确率选出：{mean}。",
    ),
    "opened_once": (
        "The test set has been opened once for models of this network: for this one.",
        "测试集只为该网络的模型打开过一次，即用于此模型。",
    ),
    "opened_often": (
        "The test set has been opened {times} times for models of this network, this one included: the more often, the "
        "less its accuracy is a first look.",
        "测试集已为该网络的模型打开过 {times} 次（含此模型）：次数越多，其准确率越不是首次检验。",
    ),
    "value": ("value", "取值"),
    "n": ("n", "种子数"),
    "column_tra_acc": ("tra_acc", "训练准确率"),
    "column_val_acc": ("val_acc", "验证准确率"),
    "column_tra_loss": ("tra_loss", "训练损失"),
    "column_val_loss": ("val_loss", "验证损失"),
    "time": ("time", "时间"),
    "between": ("{low} to {high}", "{low} 至 {high}"),
    "scroll": ("Scroll sideways to see it all →", "左右滑动可查看全部 →"),
    "no_interval": (" One seed has no interval.", "只有一个种子，没有区间。"),
    "arrow": (" An arrow: the interval goes on beyond the axis.", "箭头表示区间超出坐标轴。"),
    "verdict": ("verdict", "结论"),
    "difference": ("difference", "差异"),
    "ahead": ("ahead in {ahead} of {pairs}", "{pairs} 个中领先 {ahead} 个"),
    "one_run": ("1 run: {states}", "1 次运行：{states}"),
    "many_runs": ("{n} runs: {states}", "{n} 次运行：{states}"),
    "reference": ("reference", "参照"),
    "better": ("better", "更好"),
    "worse": ("worse", "更差"),
    "equivalent": ("equivalent", "等效"),
    "undecided": ("undecided", "未定"),
    "single": ("one seed", "单一种子"),
    "none": ("no result", "无结果"),
    "completed": ("completed", "完成"),
    "diverged": ("diverged", "发散"),
    "failed": ("failed", "失败"),
    "running": ("unfinished", "未完成"),
    "missing": ("not started", "未开始"),
    "parameters": ("parameters", "参数量"),
    "per_epoch": ("time an epoch", "每轮时间"),
    "see_figure": ("figure", "见图"),
    "all_pictures": ("all pictures", "全部图片"),
    "pictures": ("{samples} pictures", "{samples} 张图片"),
    "width": ("width {width}", "宽度 {width}"),
    "test_accuracy": (
        "Test accuracy {value} ({low} to {high}, n = {n} pictures).",
        "测试准确率 {value}（{low} 至 {high}，n = {n} 张图片）。",
    ),
    "gallery": ("Errors it was surest of", "模型最自信的错误"),
    "error": ("{true}, named {predicted} ({probability})", "{true}，被认作 {predicted}（{probability}）"),
}


def in_language(file: str, language: str) -> str:
    """The name of a page's file in a language, beside the English one: `index.zh.html`."""
    stem, dot, ending = file.partition(".")
    return file if language == "en" else f"{stem}.{language}{dot}{ending}"


def word(key: str, language: str) -> str:
    return TABLE[key][LANGUAGES.index(language)]


def title(dimension: str, language: str) -> str:
    """A dimension's title; the loss function's name is also a metric's. One without a title here goes by its name."""
    key = "loss_function" if dimension == "loss" else dimension
    return word(key, language) if key in TABLE else dimension


def title_in_question(dimension: str, language: str) -> str:
    """A dimension as a question names it: `the learning rate`; by its title where there is no such wording."""
    key = f"asked_{dimension}"
    return word(key, language) if key in TABLE else title(dimension, language)
