"""The report in Chinese. Every language is a file like this one, with the same keys and placeholders."""

LANGUAGE_NAME = "中文"  # as its own readers call it
HTML_LANGUAGE = "zh-Hans"  # the page's `lang` attribute

# Headings, titles of axes and columns, and the sentences of the page that no finding gives.
WORDS = {
    "title": "{network}：各超参数的作用",
    "own_paper": "该网络的出处：{paper}",
    "index_title": "Sweepbook：各网络比较",
    "contents": "目录",
    "warnings": "阅读之前",
    "glance": "概览",
    "how": "如何阅读本页",
    "answer": "结论",
    "findings": "发现",
    "limits": "局限",
    "why": "原因：在各层内的测量",
    "why_none": (
        "在这些运行的各层中没有发现故障（死单元、梯度消失或爆炸、零初始化、错误标签、步长过小、输出饱和、冻结的层）。"
    ),
    "why_runs": (
        "在 {total} 次运行中的 {count} 次，于最后一轮之后用少量训练图片测得，为该取值各次运行的均值：首层与末层的"
        "梯度范数和激活的离散程度，最后一步对中位层权重的改变，死单元最多的一层中死单元的比例。"
        "其余运行训练时没有探针；运行的任何数字都不取决于探针。"
    ),
    "why_all_runs": (
        "在全部 {total} 次运行中（共 {total} 次），于最后一轮之后用少量训练图片测得，为该取值各次运行的均值："
        "首层与末层的梯度范数和激活的离散程度，最后一步对中位层权重的改变，死单元最多的一层中死单元的比例。"
    ),
    "why_refused": "已损坏或属于其他运行的探针数据未予采用：{runs}。这些运行本身仍计入。",
    "why_gradient": "梯度，{layer}",
    "why_update": "更新量 / 权重",
    "why_dead": "死单元",
    "why_spread": "离散程度，{layer}",
    "why_wrong": "确信却错误",
    "runs": "运行",
    "environment": "环境",
    "reproduce": "复现",
    "best": "最佳模型在测试集上的表现",
    "chapters": "章节",
    "networks": "网络",
    "study": "研究",
    "networks_compared": "各网络基线对比",
    "question": "{dimension}如何影响 {network} 在 {dataset} 上的表现？",
    "question_probe": "{dimension}对 {network} 在 {dataset} 上的表现是否有交互影响？",
    "question_tune": "{network} 在 {dataset} 上的最佳配置是什么？",
    "and": "与",
    "tune": "联合调参",
    "finale": "终章：{dimensions}",
    "tuned": "{dimension}，各取值使用各自的学习率",
    "question_tuned": "若每个取值都用最适合它的学习率，{dimension}对 {network} 在 {dataset} 上的表现有何影响？",
    "at_one_rate": "学习率 {rate} 时",
    "verdict_at_one_rate": "当时的结论",
    "question_finale": "{dimension}的最佳取值合在一起对 {network} 在 {dataset} 上的表现有何作用？",
    "finale_alone": "单独使用",
    "finale_together": "合在一起",
    "finale_sum": "单项增益之和",
    "finale_observed": "实际增益",
    "finale_worth": "去掉后的损失",
    "after_one": "训练 1 轮后",
    "after_epochs": "训练 {epochs} 轮后",
    "epoch": "训练轮次",
    "update": "参数更新次数（千）",
    "updates_to": "达到 {target} 所需的更新次数",
    "equal_epoch": "轮数相同",
    "equal_update": "更新次数相同",
    "equal_elapsed": "训练时间相同",
    "equal_at": "{way}（{place}）",
    "trials": "试验次数",
    "tau": "与最终排序的 Kendall τ",
    "trial": "试验",
    "accuracy": "训练准确率",
    "val_accuracy": "验证准确率",
    "accuracy_axis": "准确率",
    "loss": "训练损失",
    "val_loss": "验证损失",
    "seconds": "训练时间（秒）",
    "points": "差异（百分点）",
    "diverged_share": "发散的运行占比",
    "range_axis": "最佳与最差取值之差（百分点）",
    "r2_axis": "打乱后 R² 的下降（百分点）",
    "confidence": "模型置信度",
    "recall": "召回率",
    "true_class": "真实类别",
    "named_class": "预测类别",
    "epochs": "训练轮数",
    "no_card": "此处没有已导出的模型：运行 {export} 会打开一次测试集，并在此加入混淆矩阵、召回率、可靠性图与错误图集。",
    "unreadable": "以下运行无法读取，已略去：{runs}。",
    "how_text": (
        "种子是配对的：种子 k 使研究中的每个取值具有相同的数据顺序；除非研究的正是初始化方法，初始权重也相同"
        "，因此逐种子比较。区间为 95 % Student-t 区间，各自只针对一次比较。差异在种子间的离散程度由它自身的种"
        "子与本章其他比较共同估计（调节 t 检验，Smyth 2004）；离散程度大于其他比较的，保留其自身的值。“明显"
        "”指经 Holm 校正（针对该研究的所有比较）后 p < 0.05，其中 p 按查看次数加权：对一项研究的所有查看共用"
        " 5 % 的错误率，因此不断增加种子直到出现“明显”并不会多找到什么；“等效”指整个区间位于 ±{band} 个百"
        "分点之内；“均未学会”指该取值与参照都不优于随机猜测，无可比较；其余均为“未定”（尚无定论），这并不等"
        "于相同。Holm 校正的是结论而不是区间：多次比较中某个区间可能"
        "碰巧不含 0，因此区间不含 0 时结论仍可能是“未定”。只有一个种子时没有区间，也没有结论。发散的运"
        "行以其当时的准确率计入，若无有效准确率则按随机水平计。所有判断均基于验证集。"
    ),
    "limit_noise": (
        "在 {pictures} 张验证图片上的准确率 {acc}，在同类的其他图片上可能为 {low} 至 {high}，无论各种子如何。"
    ),
    "limit_both": "若同时换用其他种子和其他同类图片，{value} 的准确率 {acc} 可能在 {low} 至 {high} 之间。",
    "limit_answers": (
        "{total} 次运行中有 {missing} 次在此没有逐图回答：它们由较早的版本保存，或已训练到这些轮数之后。"
        "其他各处仍计入它们。"
    ),
    "answers_refused": "已损坏、属于其他运行或由较新版本保存的逐图回答未予采用：{runs}。这些运行本身仍计入。",
    "limit_step": (
        "{pictures} 张验证图片中的一张就是 {step} 个百分点：它们无法显示 ±{band} 这样小的差异，因此这里的“等效”意"
        "义不大。"
    ),
    "limit_looks": (
        "本研究的结论先后在 {seeds} 个种子时被查看：相应的 p 值按 {weights} 倍计，使所有查看合计不超过 5 % 的错误率。"
    ),
    "limit_looks_unknown": "本研究由较早的版本存储，当时未记录对结论的查看次数：按首次查看判断。",
    "limit_two_seeds": (
        "两个种子的区间向两侧最多各延伸 12.7 个标准误，三个种子为 4.3 个：只凭两个种子说明不了多少。"
        "区间止于该数可能的范围：准确率为 0 至 100 %，两个准确率之差为 ±100 个百分点。"
    ),
    "limit_one_epoch": "没有训练过程的曲线：所有运行都只读取到第一轮。",
    "limit_time": (
        "时间为轮数乘以每次运行各轮耗时的中位数，即在下述机器上的实际秒数。训练开始或继续时的那一轮不计入，因为其中"
        "包含网络的构建。"
    ),
    "limit_time_apart": (
        "时间不作比较：这些运行并非都在同一机器上以相同的线程数、工作进程数与负载训练，或其记录没有说明。"
    ),
    "colon": "：",
    "comma": "、",
    "semicolon": "；",
    "and_more": "{names}及另外 {more} 个",
    "only_run": "{value}（仅有的一次运行）",
    "some_runs": "{value}（{all} 次运行中的 {some} 次）",
    "side_low": "最小",
    "side_high": "最大",
    "held_fixed": "固定不变：{configuration}。训练数据：{pictures}；{validation} 张图片用于验证。种子：{seeds}。",
    "baseline_is": (
        "每个网络均使用：{configuration}。仅当所有网络在同一机器上以相同的线程数、工作进程数与负载训练时才显示时间。"
    ),
    "all_varied": "无，所有维度均在搜索之列",
    "some_pictures": "{train} 张训练图片中的 {samples} 张",
    "training_pictures": "{samples} 张训练图片",
    "all_of_them": "全部 {train} 张训练图片",
    "all_training_pictures": "全部训练图片",
    "unknown": "未知",
    "best_trained": "该模型：{configuration}；种子 {seed}。它是研究 {study} 中的运行 {run}。训练数据：{pictures}。",
    "best_validation": "它按验证准确率选出：该配置为 {mean}（{n} 个种子的均值），此种子为 {own}。",
    "best_validation_mean": "它按验证准确率选出：{mean}。",
    "opened_once": "测试集只为该网络的模型打开过一次，即用于此模型。",
    "opened_often": "测试集已为该网络的模型打开过 {times} 次（含此模型）：次数越多，其准确率越不是首次检验。",
    "value": "取值",
    "n": "种子数",
    "column_tra_acc": "训练准确率",
    "column_val_acc": "验证准确率",
    "column_tra_loss": "训练损失",
    "column_val_loss": "验证损失",
    "time": "时间",
    "between": "{low} 至 {high}",
    "scroll": "左右滑动可查看全部 →",
    "no_interval": "只有一个种子，没有区间。",
    "one_epoch_dot": "没有线的点表示只有一轮。",
    "arrow": "箭头表示区间超出坐标轴。",
    "verdict": "结论",
    "difference": "差异",
    "ahead": "{pairs} 个中领先 {ahead} 个",
    "runs_by_state": "{n} 次运行：{states}",
    "reference": "参照",
    "better": "更好",
    "worse": "更差",
    "equivalent": "等效",
    "unlearned": "均未学会",
    "undecided": "未定",
    "single": "单一种子",
    "none": "无结果",
    "completed": "完成",
    "diverged": "发散",
    "failed": "失败",
    "running": "未完成",
    "missing": "未开始",
    "parameters": "参数量",
    "per_epoch": "每轮时间",
    "see_figure": "见图",
    "all_pictures": "全部图片",
    "pictures": "{samples} 张图片",
    "width": "宽度 {width}",
    "version": "网络文件的版本 {digest}",
    "on_validation": "验证图片",
    "on_test": "测试图片",
    "reason_epochs": "轮数较少（{value}）",
    "reason_augmentation": "没有数据增强",
    "reason_width": "网络较窄（宽度 {value}）",
    "reason_subset": "训练图片较少（{value}）",
    "reason_side": "图片边长 {value} 像素",
    "reason_build": "已发表的网络结构不同（{value}）",
    "own_baseline": "基线：{configuration}",
    "test_accuracy": "测试准确率 {value}（{low} 至 {high}，n = {n} 张图片）。",
    "gallery": "模型最自信的错误",
    "lottery_share": "{value}（{won} 个）",
    "lottery": "{seeds} 个种子各自单独来看，认为哪个取值最好：{winners}。",
    # What the page's script says. A key begins with script_.
    "script_isolate": "在本研究的各图中只看这个取值；再点一次或按 Esc 键恢复全部",
    "script_again": "全部轮次和种子",
    "script_alone": "每个取值一个种子",
    "script_copied": "已复制",
    "script_copy": "复制 {name}",
    "script_curves": "用方向键沿曲线移动。",
    "script_details": "{column}（详情）",
    "script_epoch": "第 {number} 轮",
    "script_epochs": "第几轮之后",
    "script_exploration": ("这只是探索，不计为一次查看：读法这么多，总有一些仅凭运气就会不同。本页自己的结论不变。"),
    "script_explore": "探索",
    "script_mean": "{number} 个种子的均值",
    "script_of": "{some} / {all}",
    "script_read_alone": "只看种子 {number}：{said}",
    "script_read_epoch": "第 {number} 轮之后：{said}",
    "script_read_seeds": "只用前 {number} 个种子：{said}",
    "script_seed": "种子 {number}",
    "script_seeds": "种子数",
    "changed": "有何变化",
    "only_right": "{true}（第 {place} 张）：只有 {value} 正确",
    "only_wrong": "{true}（第 {place} 张）：只有 {value} 错误",
    "error": "{true}，被认作 {predicted}（{probability}）",
    # of results from elsewhere
    "from_title": "来自别处的结果：{name}",
    "from_lead": "其他工具的结果，就地读取，并像这里的研究一样比较：按随机种子，带区间。",
    "from_how": (
        "区间是 95 % 的学生 t 区间。训练若有种子，则各配置与来源中的第一个逐种子比较（配对 t 检验）；离散程度只取自"
        "该比较自己的种子。“明确”指对本研究的各次比较做 Holm 校正后 p < 0.05。“等效”指整个区间在 ±{band} 之内；其余"
        "都是未定，未定不等于相同。只训练一次，既没有区间也没有结论。"
    ),
    "from_unknown": "猜测了什么，以及什么无法知道",
    "from_about": (
        "{tool}：{configurations} 个配置的 {trainings} 次训练（{states}）。变化的是：{dimensions}。按 {metric} 比较"
        "，{way}。"
    ),
    "from_about_one": "{tool}：一个配置的 {trainings} 次训练（{states}）：没有变化的。按 {metric} 读取，{way}。",
    "from_larger": "越大越好",
    "from_smaller": "越小越好",
    "from_nothing": "没有一次训练有结果：没有可比较的。",
    "from_best": "在 {configurations} 个配置中，{value} 的 {metric} 最好：{best}（n = {n}）。",
    "from_only": "只有一个配置：{value}。其 {metric} 的均值为 {best}，95 % 区间 {low} 到 {high}（n = {n}）。",
    "from_only_once": (
        "只有一个配置：{value}。只有一次训练有结果，其 {metric} 为 {best}。这说明发生过什么，而不是可以期待什么。"
    ),
    "from_once": "每个配置只训练了一次：这说明发生过什么，而不是可以期待什么。",
    "from_best_once": "它或 {reference} 只训练了一次，因此无法说它会不会再次领先。",
    "from_is_reference": "它正是其他配置与之比较的参照。",
    "from_better": "它明确优于第一个配置 {reference}：{difference} {unit}（{low} 到 {high}），Holm p {p}。",
    "from_worse": (
        "但在两者共有的种子上，它明确差于第一个配置 {reference}：{difference} {unit}（{low} 到 {high}），Holm p {p}。"
    ),
    "from_equivalent": "但它与第一个配置 {reference} 等效：{difference} {unit}（{low} 到 {high}）。",
    "from_undecided": "它是否胜过第一个配置 {reference} 尚未定：{difference} {unit}（{low} 到 {high}），Holm p {p}。",
    "from_points": "个百分点",
    "from_percents": "%（相对参照）",
    "from_left_out": "{n} 次未计入",
    "from_curves": "训练过程中的 {metric}：每个配置的均值，重复过的带 95 % t 区间阴影。",
    "from_best_lines": "只画最好的 {n} 个。",
    "from_outcomes": "每个配置结束时的 {metric}：一点一次训练，多次训练的在其右侧给出均值和 95 % t 区间。",
    "from_differences": "与 {reference} 的差，单位：{unit}，向右为更好，带 95 % 区间；阴影带 ±{band} 视为没有差别。",
    "from_difference_axis": "差，{unit}",
    "from_history": "每次训练的 {metric}，以及至今最好的。",
    "from_parallel": "每次训练一条线，穿过它的各个值，{metric} 越好越亮；最好的为红色。",
    "from_columns": "各列是猜的：--columns {columns}。若不对，请自己给出。",
    "from_metric": "指标是按名字猜的：{metric}。若不对，请用 --columns accuracy=NAME 或 loss=NAME 指明。",
    "from_without": "日志中没有 {metric}，因而略去：{runs}。",
    "from_not_read": "链接，以及应为文件却不是文件的东西，没有读取：{names}。",
    "from_run_names": "日志中没有超参数（HParams）：值和种子是从文件夹的名字读出的。",
    "from_no_seed": "没有一列是种子：相同值的各次训练无法按运气区分，也无法配对。",
    "from_unreadable": "无法读作 {metric} 的不计入：{rows}。",
    "from_unreadable_more": "另有 {n} 行也是如此。",
    "from_no_number": "第 {row} 行：{cell} 不是数",
    "from_empty": "第 {row} 行：单元格为空",
    "from_keras_tuner": (
        "Keras-Tuner 只保存每个试验最好一轮的指标，并对各次执行取平均：最好一轮会显得偏高，其种子和曲线都不可知。"
    ),
    "from_pruned": "{n} 个试验被剪枝：它们因看起来差而被中止，这里不计入。",
    "from_pickles": "Ray 把更多内容存在 pickle 文件中。打开它们可能会运行代码，因此一个也没有打开。",
    "from_no_spread": (
        "每个配置只训练一次：不知道运气会使结果变动多少，因此没有区间也没有结论。请用其他种子再各训练一次。"
    ),
    "from_verdicts": "参照 {reference} 是来源中的第一个配置：没有任何记录说明哪个是基线。",
    "from_looks": (
        "没有人统计过这些结果被看过几次：它们按第一次查看来判断。一直加种子直到某个结果明确的人，找到的会比实际存在"
        "的多。"
    ),
    "from_validation": "来源没有说明用多少样本做验证，因此区间涵盖种子，不涵盖样本。",
    "from_unpaired": (
        "种子没有命名、并非各出现一次，或各取值的种子不同：比较的是均值（Welch t 检验）而不是配对，能看出的更少。"
    ),
    "from_other_unit": "{metric} 没有可以给出等效带的单位：差以参照均值的百分比表示，等效带为其 ±{band} %。",
    "from_no_curves": "来源没有保存训练过程中的值：没有曲线，也无法谈过拟合。",
    "from_stopped": "{n} 次训练在第 {epochs} 轮之前结束：它们不计入，因为更短的训练是另一个问题。",
    "from_no_times": "不比较时间：来源没有说明机器同时还在做什么。",
    # of what to do next
    "next": "下一步",
    "next_forecast": "最多需训练 {epochs} 轮，按已存运行的用时约为单个工作进程 {time}。",
    "next_no_forecast": "最多需训练 {epochs} 轮；尚无运行能说明需要多久。",
    "board": "在 TensorBoard 中查看其运行",
    "board_how": "（在 {command} 运行期间）",
    "recommended_title": "推荐的配置",
    "recommended": (
        "{configuration}；其余取基线值。每一项都在其他项取基线值时明确优于其参照：这里没有显示它们合在一起是否仍有"
        "帮助。"
    ),
    "recommended_one": "{configuration}；其余取基线值。它明确优于其参照。",
    "recommended_together": (
        "{configuration}；其余取基线值。它们合在一起明确优于基线：是在哪些种子上、各自值多少，见终章。"
    ),
    "recommended_baseline": "基线：至今没有一个取值明确优于它，但这不等于没有更好的。",
    "recommended_base": "在命令后加上这些字，它就成为另一项研究的基线。",
    # of the page while studies are trained
    "watch_title": "Sweepbook：训练中的研究",
    "watch_waiting": "正在查看已存的内容……",
    "watch_nothing": "尚未存有研究：第一项研究出现后就有页面。",
    "watch_ended": "所要求的都已训练完。",
    "watch_step": "到此为止所要求的都已训练完；命令仍在运行，可能还会要求更多。",
    "watch_running": "正在训练 {runs} 次运行；还剩 {epochs} 轮，约 {eta}。",
    "watch_done": "已完成的运行",
    "watch_running_word": "正在训练",
    "watch_left": "剩余轮数",
    "watch_decided": "目前的结论",
    "watch_looks": (
        "在这里看不计为一次查看。仍在训练的研究，其结论可能改变；若因此停下或增加种子，找到的会比实际存在的多。命令"
        "结束时才计其查看。"
    ),
    "watch_noscript": "没有脚本时，请打开 /pages/index.html 并手动刷新。",
    "watch_gone": "服务器已结束；显示的是最后的页面。",
    # of two parts compared
    "transfer_title": "{first} 与 {second}：哪些结论通用",
    "transfer_how": (
        "{first} 的最佳取值在 {second} 中通用，是指 {second} 自己的最佳取值相同且其中一方有把它区分开的明确结论，"
        "或两者之差的整个区间在那里都高于 −{band} 个百分点。若该区间低于 0，则不通用。其余为未定，未定不等于否。"
        "差值只在 {second} 的种子上配对；区间为 95 % 的 Student-t 区间，各自只针对一次比较，且最佳值是看过之后选"
        "出的，因此略显乐观。影响指能学习的取值中最好减最差，带 Tukey 区间。"
    ),
    "transfer_best": "最佳，{part}",
    "transfer_effect": "影响，{part}",
    "transfer_cost": "{first} 的最佳值用于 {second}",
    "transfer_agreement": "结论",
    "transfer_agree": "{common} 个中 {agree} 个一致",
    "transfer_differ": "不一致：{values}",
    "transfer_transfers": "通用",
    "transfer_fails": "不通用",
    "transfer_open": "未定",
    "transfer_unknown": "未试过",
    "transfer_answer": "在两者都研究过的 {n} 个维度中，{first} 的最佳取值有 {k} 个在 {second} 中成立。",
    "transfer_open_too": "未定的：{names}。",
    "transfer_held": "通用的：{names}。",
    "transfer_lost": "不通用的：{names}。",
    "transfer_several": "两者不止在一处不同（{what}）：它们之间的差别不能只归于其中之一。",
    "transfer_network": "网络",
    "transfer_pictures": "图片",
    "transfer_width": "宽度",
    "transfer_precision": "精度",
    "transfer_baseline": "基线",
    "transfer_epochs": "轮数",
    "transfer_said_same": "{dimension}：{value} 在两者中都最好。",
    "transfer_said_tie": (
        "{dimension}：{value} 在两者中均值都最高，但在哪一方都没有与参照的明确差别：它是否最好，未定。"
    ),
    "transfer_said_transfers": (
        "{dimension}：{first} 中最好的 {value} 在 {second} 中与 {best} 相差在等效带之内：{difference} 个百分点（"
        "{low} 到 {high}）。"
    ),
    "transfer_said_fails": (
        "{dimension}：{first} 中最好的 {value} 在 {second} 中差于 {best}：{difference} 个百分点（{low} 到 {high}）。"
    ),
    "transfer_said_open": (
        "{dimension}：{first} 中最好的 {value} 在 {second} 中是否差于 {best} 尚未定：{difference} 个百分点（{low} "
        "到 {high}）。"
    ),
    "transfer_said_once": (
        "{dimension}：{first} 中 {value} 最好，{second} 中 {best} 最好；共有的种子只有一个，无法说明是不是运气。"
    ),
    "transfer_said_unknown": "{dimension}：{first} 中最好的 {value} 在 {second} 中没有试过，那里 {best} 最好。",
    "transfer_figure": "两者都与各自参照比较过的每个取值，分别在两者中，带 95 % 区间；坐标轴在零附近之外为对数。",
    # of slides and papers
    "no_png": "没有这种语言的 PNG：本机没有含有这些字的字体。",
    # of the page in short
    "summary": "简而言之",
    "summary_verdicts": (
        "{studies} 项研究。与各自参照相比，明显更好：{better}，明显更差：{worse}，等效：{equivalent}，尚无定论："
        "{undecided}，单一种子：{single}。"
    ),
    "summary_unlearned": "与参照一样不优于随机猜测：{unlearned}。",
    "summary_recommended": "推荐：{configuration}",
    "summary_more": "下文还有 {sections} 个部分。",
    "summary_next": "下一步：{step}",
}

# dimension: (as a title, in a list with its value, in the question of a study)
DIMENSIONS = {
    "learning_rate": ("学习率", "学习率", "学习率"),
    "optimizer": ("优化器", "优化器", "优化器"),
    "loss": ("损失函数", "损失函数", "损失函数"),
    "batch_size": ("批大小", "批大小", "批大小"),
    "epochs": ("训练轮数", "训练轮数", "训练轮数"),
    "activation": ("激活函数", "激活函数", "激活函数"),
    "initializer": ("权重初始化", "权重初始化", "权重初始化"),
    "l2": ("L2 正则化", "L2 正则化", "L2 正则化"),
    "schedule": ("学习率调度", "学习率调度", "学习率调度"),
    "dropout": ("随机失活", "随机失活", "随机失活率"),
    "label_smoothing": ("标签平滑", "标签平滑", "标签平滑"),
    "momentum": ("动量", "动量", "动量"),
    "weight_decay": ("权重衰减", "权重衰减", "权重衰减"),
    "augmentation": ("数据增强", "数据增强", "训练图片的数据增强"),
}

# figure: what it shows. A figure of a metric along the training is one of curves, trajectory and networks.
CAPTIONS = {
    "curves": "{metric}随训练轮次的变化：各种子的均值，阴影为 95 % t 区间；线在首个种子结束处终止。",
    "trajectory": "同一批运行中{metric}的变化，并在研究的各取值处读数。",
    "updates": "同一准确率按参数更新次数绘制：批越大，每轮更新越少。",
    "equal": (
        "同样的运行分别在{ways}处读取，各取多数批大小都有读数之处：均值及其 95 % t 区间，"
        "超出边缘处截去。两轮之间按直线读取。"
    ),
    "equal_missing": "在该处没有读数，因而没有点的批大小：{missing}。",
    "steps": (
        "达到 {target} 验证准确率所需更新次数的中位数，以整轮计；凡学到东西的取值，其均值都达到了它。"
        "虚线上批大小加倍则更新次数减半（McCandlish 等 2018；Shallue 等 2019）。半数种子未达到的批大小没有圆点。"
    ),
    "outcomes": "各取值的最终结果：每个种子一个点，其右侧为均值及其 95 % t 区间。",
    "differences": "与 {reference} 的配对差异及 95 % 区间；阴影带 ±{band} 个百分点视为无差异。",
    "gap": "训练结束时训练准确率与验证准确率之间的差距。",
    "cost": "训练时间与准确率：各种子的均值及 95 % t 区间，超出边缘的部分被截断。",
    "divergence": "各学习率下发散的运行数。",
    "effects": "所有研究的各取值与其参照值的差异及 95 % 区间；坐标轴在远离零处为对数刻度。",
    "importance": (
        "各维度在能够学习的取值中从最差到最佳使准确率变化的幅度，及 Tukey 同时 95 % 区间。红线为仅凭运气有二十分之"
        "一概率超过的幅度。此处同一研究的所有取值共用一个离散程度，因此幅度可能是确定的，而单次比较尚无定论。"
    ),
    "probe": "各组合的平均验证准确率（%）。",
    "ladder": "各学习率下的平均验证准确率，取自只用于选择、不用于评判的种子；圆点是该取值采用的学习率。",
    "history": "各次试验的准确率及当前最佳值。",
    "finale": (
        "各取值单独的增益、合在一起的增益与单项之和、以及去掉其一的损失：配对差异及 95 % 区间；"
        "阴影带为 ±{band} 个百分点。"
    ),
    "parallel": "每条线为一次试验的各取值，颜色越亮准确率越高；最佳试验为红色。",
    "tune-importance": "对试验拟合随机森林后的置换重要性；区间覆盖 95 % 的重复。",
    "order": "各轮次时各取值平均准确率的排序与最终排序的一致程度：1 为完全相同，0 为无关。",
    "expected_best": "若干次随机试验的期望最佳准确率，阴影为上下一个标准差（Dodge 等，2019）。",
    "class_recall": "各取值对每个类别的召回率（百分比）：验证集上各种子的均值。",
    "confusion": "各类别被误认的比例（占真实类别的 %）。",
    "recall": "各类别的识别率。",
    "reliability": "不同置信度下的准确率；落在虚线上表示置信度可信。",
    "networks": "各网络基线的{metric}随训练轮次的变化：各种子的均值，阴影为 95 % t 区间。",
}

# dimension: what a study of it alone cannot tell apart
CONFOUNDS = {
    "optimizer": (
        "所有优化器均使用基线学习率，而该学习率并非对每个优化器都合适：这里比较的是同一学习率下的表现，而非各自的最"
        "佳表现。"
    ),
    "loss": "不同损失函数的损失值不可比较，请比较准确率。",
    "batch_size": "批越大，相同轮次内的参数更新次数越少：差异同时包含批大小与更新次数的影响。",
    "epochs": "各取值是同一批运行上的不同时间点，因此并不独立：后面的点是前面的点的延续。",
    "epochs_scheduled": (
        "每个轮数各自训练一次运行，因为学习率调度止于其最后一轮：费用为各取值之和，较长运行中途的点不等于任何一个取值。"
    ),
}

# rule: what a finding of it says. A name in it is one of the finding's numbers.
FINDINGS = {
    "nothing": "尚无任何结果：{failed} 次失败，{running} 次未完成，{missing} 次未开始。",
    "answer_reference": (
        "参照值 {value} 表现最好，验证准确率 {best_acc}（{low_acc} 至 {high_acc}，n = {n}）；其余取值中 {worse} 个"
        "明显更差，{equivalent} 个等效，{undecided} 个尚无定论。"
    ),
    "answer_better": (
        "{value} 明显优于 {reference}：验证准确率 {best_acc}，高 {difference_points} 个百分点（"
        "{difference_low_points} 至 {difference_high_points}，n = {pairs}）。"
    ),
    "answer_equal": (
        "{value} 的平均验证准确率最高（{best_acc}），但与 {reference} 等效：相差 {difference_points} 个百分点（"
        "{difference_low_points} 至 {difference_high_points}，n = {pairs}），在 ±{band} 之内。"
    ),
    "answer_open": (
        "{value} 的平均验证准确率最高（{best_acc}），但是否优于 {reference} 尚无定论：相差 {difference_points} 个百"
        "分点（{difference_low_points} 至 {difference_high_points}，n = {pairs}）。"
    ),
    "answer_single": (
        "{value} 的验证准确率最高（{best_acc}），但没有任何取值具备两个可比较的种子：这只说明一次运行的结果，不能用"
        "来预期。"
    ),
    "answer_unpaired": (
        "目前 {value} 的平均值最高（{best_acc}，n = {n}），但与参照 {reference} 没有共同的种子，因此还不能判断。"
    ),
    "answer_alone": "目前只有 {value} 有结果：验证准确率 {best_acc}，n = {n}；尚无可比较的对象。",
    "answer_chance": (
        "没有任何取值确定优于随机猜测：最高的 {value} 的验证准确率为 {best_acc}（n = {n}），而随机猜测为 {chance_acc}。"
    ),
    "clear_better": (
        "{value} 明显优于 {reference}：{difference_points} 个百分点（{difference_low_points} 至 "
        "{difference_high_points}），Holm p {p_holm}，在 {pairs} 个种子中有 {ahead} 个领先。"
    ),
    "clear_worse": (
        "{value} 明显差于 {reference}：{difference_points} 个百分点（{difference_low_points} 至 "
        "{difference_high_points}），Holm p {p_holm}，在 {pairs} 个种子中有 {ahead} 个领先。"
    ),
    "equivalent": (
        "{value} 与 {reference} 等效：相差 {difference_points} 个百分点，整个区间（{difference_low_points} 至 "
        "{difference_high_points}）都在 ±{band} 之内。"
    ),
    "undecided": (
        "{value} 与 {reference} 之间尚无定论：{difference_points} 个百分点（{difference_low_points} 至 "
        "{difference_high_points}），Holm p {p_holm}。若均值与离散程度不变，{seeds} 个种子可以得出结论。"
    ),
    "undecided_long": (
        "{value} 与 {reference} 之间尚无定论：{difference_points} 个百分点（{difference_low_points} 至 "
        "{difference_high_points}），Holm p {p_holm}。各种子间差异的标准差为 {sd_points} 个百分点，即使 {seeds} 个"
        "种子也仍有 ±{half_points} 的不确定性。"
    ),
    "single": (
        "一个种子只说明一次运行的结果：与 {reference} 相比，{names} 没有区间，也没有结论。至少训练 {seeds} 个种子才"
        "能比较。"
    ),
    "seeds": "可能得出结论所需的最少种子数为 {seeds}，针对 {names}。",
    "seeds_many": (
        "可能得出结论所需的最少种子数为 {seeds}，针对 {names}：与种子带来的波动相比，差异太小。更多训练图片或更多"
        "训练轮数也许能更早看出差异。"
    ),
    "edge": (
        "最佳取值 {value}（{best_acc}）是所试取值中{side}的；比相邻的 {neighbour} 高 {lead_points} 个百分点（"
        "{low_points} 至 {high_points}）。下一步可以尝试 {beyond}。"
    ),
    "edge_single": (
        "最佳取值 {value}（{best_acc}）是所试取值中{side}的，在唯一的种子上比相邻的 {neighbour} 高 {lead_points} 个"
        "百分点。下一步可以尝试 {beyond}。"
    ),
    "plateau": (
        "从 {first} 到 {last} 几乎没有区别：这 {values} 个取值与最佳值 {value} 的差异可以确定小于 {band} 个百分点，"
        "其均值跨度为 {range_points} 个百分点。"
    ),
    "overfitting": (
        "{value} 出现过拟合：平均验证损失在第 {epoch} 轮达到最低（{lowest_loss}），到第 {last} 轮上升 "
        "{rise_percent} %，达到 {end_loss}，而训练损失从 {from_loss} 降到 {to_loss}。"
    ),
    "divergence": "在第 {first} 轮发散（损失不再是有限数值）：{counts}。",
    "divergence_between": "在第 {first} 至 {last} 轮之间发散（损失不再是有限数值）：{counts}。",
    "stuck": (
        "不能确定优于随机猜测：{counts}。随机猜测为 {chance_acc}，在该验证集上凭运气最多再高 {floor_points} 个百分点。"
    ),
    "alike": "逐位相同：{names}。它们的数字在每一轮、每个共有种子中都相等，所以它们之间的区别没有进入训练。",
    "lagging": (
        "验证可能落后于所学：{names}，不计入能够学习的取值。{value} 在 {updates} 次更新后结束，训练图片答对 "
        "{training_acc}，其余图片答对 {validation_acc}。批归一化在验证时使用滑动平均，每次更新只替换其中 1 %：其中 "
        "{left_percent} % 仍是初始值。差距中有多少由此而来，要有更多更新才知道。"
    ),
    "failed": "失败且不计入结果：{counts}。原因见“运行”一节。",
    "unfinished": "{n} 次运行中有 {k} 次尚未到达要求的轮次；完成后以下数字会改变。",
    "time": (
        "{value} 的训练时间比 {best} 少 {saved_percent} %（{saved_low_percent} 至 {saved_high_percent} %，n = {n}）"
        "；验证准确率相差 {difference_points} 个百分点（{difference_low_points} 至 {difference_high_points}）。"
    ),
    "spread": (
        "仅凭运气：{value} 的 {n} 个种子除随机性外完全相同，结果跨度为 {range_points} 个百分点（{low_acc} 至 "
        "{high_acc}）。"
    ),
    "power": (
        "在 {n} 个种子、{comparisons} 次比较下，本研究有八成把握发现 {seen_points} 个百分点的差异（各取值的中位数）"
        "；更小的差异可能被掩盖。"
    ),
    "power_none": (
        "在 {n} 个种子、{comparisons} 次比较下，本研究可能漏掉任何差异，哪怕是可能的最大差异：种子太少，离散程度太大。"
    ),
    "lottery": (
        "如同抽签：若每个取值只运行一次，{value} 在所有情形中有 {named_share} 会被选为最佳"
        "（对 {values} 个取值各从 {n} 个种子中任取一个的全部组合）。"
    ),
    "fastest": (
        "验证准确率 {target_acc}：{reference} 需 {own_epochs} 轮（{own_updates} 次更新，{own_seconds}），{value} 需 "
        "{first_epochs} 轮（{first_updates} 次更新，{first_seconds}）；均为各种子的中位数，且每个种子都更早。"
    ),
    "fastest_censored": (
        "验证准确率 {target_acc}：{reference} 需 {own_epochs} 轮（{own_updates} 次更新，{own_seconds}），{value} 需 "
        "{first_epochs} 轮（{first_updates} 次更新，{first_seconds}）；均为各种子的中位数，且每个种子都更早。"
        "始终未达到：{counts}。"
    ),
    "order": (
        "从第 {epoch} 轮（共 {last} 轮）起，能够学习的取值的排序与最终相同。第 {half} 轮时与最终排序的 "
        "Kendall τ 为 {tau}（1 为相同，0 为无关）。"
    ),
    "order_open": (
        "能够学习的取值的排序直到最后一轮（第 {last} 轮）仍在变化：前一轮与最终排序的 Kendall τ 为 {before_tau}，"
        "第 {half} 轮为 {tau}（1 为相同，0 为无关）。"
    ),
    "improving": (
        "到第 {last} 轮仍在提高：{names}。在最后四分之一的轮次中，{value} 每轮提高 {difference_points} 个百分点"
        "（{difference_low_points} 至 {difference_high_points}），因此更多轮次可能改变结论。"
    ),
    "fewer_trials": (
        "只做 {fewest} 次随机试验，期望可找到 {fewest_acc}（标准差 {spread_points} 个百分点），"
        "与 {trials} 次试验的期望 {best_acc} 相差不到 {band} 个百分点（Dodge 等，2019）。"
    ),
    "pictures_hold": (
        "不仅换种子，换成其他同类图片后，以下差异依然明确：{names}。其中最接近的是 {value} 相对 {reference}："
        "{difference_points} 个百分点（{difference_low_points} 至 {difference_high_points}）。"
    ),
    "pictures_hold_one": (
        "不仅换种子，换成其他同类图片后，{value} 相对 {reference} 的差异依然明确：{difference_points} 个百分点"
        "（{difference_low_points} 至 {difference_high_points}）。"
    ),
    "pictures_open": (
        "仅在这 {pictures} 张图片上明确：{names}。若换用其他种子和其他同类图片，{value} 相对 {reference} 的差异为 "
        "{difference_points} 个百分点（{difference_low_points} 至 {difference_high_points}）。"
    ),
    "classes": (
        "{value} 对各类别的影响并不相同：与 {reference} 相比，{class} 的召回率变化 {class_difference_points} 个百分点，"
        "全部类别平均变化 {all_difference_points} 个百分点，两者相差 {apart_difference_points} 个百分点"
        "（{apart_low_difference_points} 至 {apart_high_difference_points}）。"
        "在 {tests} 个取值与类别的组合中，有 {sure} 个确实偏离其取值的平均变化。"
    ),
    "only_right": (
        "在 {pictures} 张验证图片中，有 {n} 张被 {value} 的每个种子判断正确，而其他学到东西的取值的运行无一正确；"
        "若将运行在各取值间任意对调，预期为 {expected} 张。图片编号：{places}。"
    ),
    "only_wrong": (
        "在 {pictures} 张验证图片中，有 {n} 张被 {value} 的每个种子判断错误，而其他学到东西的取值的运行全部正确；"
        "若将运行在各取值间任意对调，预期为 {expected} 张。图片编号：{places}。"
    ),
    "agreement_less": (
        "同一取值的两个种子对 {within_acc} 的图片给出相同类别，不同取值的两个种子为 {between_acc}"
        "（n = {n} 次运行，在种子内交换取值 p {p_holm}）：取值改变的不只是判断正确的数量，还有哪些图片被判断正确。"
    ),
    "agreement_same": (
        "同一取值的两个种子对 {within_acc} 的图片给出相同类别，不同取值的两个种子为 {between_acc}"
        "（n = {n} 次运行，在种子内交换取值 p {p_holm}）：就逐图回答而言，不同取值与不同种子无法区分。"
    ),
    "why_zero": (
        "零初始化：{counts}。在 {value} 中，{layer} 的权重自始至终全为 0（这样的层数：{measured}）："
        "其中各单元完全相同，得到同样的梯度，无法变得不同。"
    ),
    "why_exploding": (
        "梯度爆炸：{counts}。在 {value} 中，{layer} 的梯度最大达到其权重的 {measured} 倍，一步更新就会把权重抛得很远。"
    ),
    "why_exploding_infinite": "梯度爆炸：{counts}。在 {value} 中，{layer} 的梯度已不再是有限数值。",
    "why_dead": (
        "死单元：{counts}。在 {value} 中，{layer} 有 {measured_share} 的单元对每张图片输出都相同，"
        "其后的层几乎得不到信息，梯度也几乎无法经它传回。"
    ),
    "why_saturated": (
        "输出饱和：{counts}。对所查看的训练图片中的 {measured_share}，{value} 曾确信（概率不低于 0.999）一个"
        "错误的类别：概率背后的分值过大。"
    ),
    "why_vanishing": (
        "梯度消失：{counts}。在 {value} 中，{layer} 的梯度只有其后某层的 {measured} 倍：靠前的层几乎学不到东西。"
    ),
    "why_small": (
        "步长过小：{counts}。在 {value} 中，一步更新对处于中位的层的权重最多只改变其范数的 {measured}；通常接近 0.001。"
    ),
    "why_frozen": (
        "冻结的层：{counts}。在 {value} 中，{layer} 的权重逐位不变，而其他层在变化（这样的层数：{measured}）。"
    ),
    "why_labels": (
        "标签不符：{counts}。{value} 对所查看的训练图片有 {measured_share} 判断正确，对验证图片却不比随机猜测好："
        "它只是记住了训练图片，应检查标签，或图片的划分方式。"
    ),
    "no_baseline": "本研究不包含基线 {baseline}：差异均相对于第一个取值 {value}。",
    "two_baselines": "以下研究的基线不同：{name} 为 {values}。只能在同一研究内比较取值，不能跨研究比较。",
    "two_environments": (
        "{names}：所比较的运行的训练环境不同，{name} 为 {values}。数值的末几位可能不同，训练时间不作比较。"
    ),
    "importance": (
        "在所研究的维度中，{value}对准确率的影响最大：在能够学习的取值中，最差与最佳相差 {range_points} 个百分点（"
        "{range_low_points} 至 {range_high_points}）。"
    ),
    "importance_shared": (
        "在所研究的维度中，{value}使准确率变化最大：在能够学习的取值中，最差与最佳相差 {range_points} 个百分点（"
        "{range_low_points} 至 {range_high_points}）。但不能确定它领先于：{dimensions}。"
    ),
    "finale_adds": (
        "{value} 合在一起与基线相差 {difference_points} 个百分点（{difference_low_points} 至 {difference_high_points}，"
        "n = {n}）；单项增益之和为 {sum_difference_points}，二者没有可靠的差别（{excess_difference_points}，"
        "{excess_difference_low_points} 至 {excess_difference_high_points}）。"
    ),
    "finale_less": (
        "{value} 合在一起与基线相差 {difference_points} 个百分点（{difference_low_points} 至 {difference_high_points}，"
        "n = {n}）；少于单项增益之和 {sum_difference_points}，相差 {excess_difference_points}（"
        "{excess_difference_low_points} 至 {excess_difference_high_points}）。"
    ),
    "finale_more": (
        "{value} 合在一起与基线相差 {difference_points} 个百分点（{difference_low_points} 至 {difference_high_points}，"
        "n = {n}）；多于单项增益之和 {sum_difference_points}，相差 {excess_difference_points}（"
        "{excess_difference_low_points} 至 {excess_difference_high_points}）。"
    ),
    "finale_single": (
        "在一个种子中，{value} 合在一起与基线相差 {difference_points} 个百分点；单项增益之和为 "
        "{sum_difference_points}。一个种子只说明发生过一次。"
    ),
    "finale_keeps": (
        "{name} {setting} 名副其实：去掉它损失 {worth_points} 个百分点（{worth_low_points} 至 {worth_high_points}，"
        "Holm p {p_holm}）。"
    ),
    "finale_harms": (
        "{name} {setting} 在此有害：全部合用与去掉它相比，它的作用为 {worth_points} 个百分点（{worth_low_points} 至 "
        "{worth_high_points}，Holm p {p_holm}）。"
    ),
    "finale_idle": (
        "{name} {setting} 在此没有作用：它的作用为 {worth_points} 个百分点，整个区间（{worth_low_points} 至 "
        "{worth_high_points}）视为无差异。"
    ),
    "finale_open": (
        "{name} {setting} 是否值得保留尚无定论：全部合用与去掉它相比，它的作用为 {worth_points} 个百分点（"
        "{worth_low_points} 至 {worth_high_points}，Holm p {p_holm}）。"
    ),
    "finale_once": "在一个种子中，全部合用与去掉 {name} {setting} 相比，它的作用为 {worth_points} 个百分点。",
    "finale_mean": "仅按均值选出、没有“明显”结论的取值：{names}。",
    "finale_seeds": "选出这些取值的种子（{seeds}）在此又用于评判，因此单项增益偏高，其总和尤甚。换用其他种子评判：",
    "finale_base": "其中最佳的配置可作为基线：{value}。",
    "finale_table": "其中最佳的配置就是维度表的基线。",
    "published_inside": (
        "结果对吗？该网络已发表的测试准确率：{published}（{source}；运行次数：{runs}）。此处 {value} 在{on}上达到 "
        "{reached_acc}（{low_acc} 至 {high_acc}，n = {n}）：在范围之内。"
    ),
    "published_above": (
        "结果对吗？该网络已发表的测试准确率：{published}（{source}；运行次数：{runs}）。此处 {value} 在{on}上达到 "
        "{reached_acc}（{low_acc} 至 {high_acc}，n = {n}）：高出 {apart_points} 个百分点。"
    ),
    "published_below": (
        "结果对吗？该网络已发表的测试准确率：{published}（{source}；运行次数：{runs}）。此处 {value} 在{on}上达到 "
        "{reached_acc}（{low_acc} 至 {high_acc}，n = {n}）：低 {apart_points} 个百分点，没有已知原因；"
        "图片若经重新压缩也会如此。"
    ),
    "published_apart": (
        "结果对吗？该网络已发表的测试准确率：{published}（{source}；运行次数：{runs}）。此处 {value} 在{on}上达到 "
        "{reached_acc}（{low_acc} 至 {high_acc}，n = {n}），低 {apart_points} 个百分点，但不可比：{reasons}。"
    ),
    "probe": "最佳组合为 {value}，验证准确率 {best_acc}（n = {n}）；参照组合 {reference} 为 {reference_acc}。",
    "probe_reference": "最佳组合就是参照组合 {value}，验证准确率 {best_acc}（n = {n}）。",
    "probe_alone": "目前的最佳组合为 {value}，验证准确率 {best_acc}（n = {n}）；参照组合尚无结果。",
    "probe_shift": "最佳的{name}取决于另一个维度：{values}。",
    "tune": (
        "在 {trials} 次试验中，第 {trial} 次最好：{best_acc}（n = {n}），配置为 {value}；此后 {since} 次试验没有改进。"
    ),
    "tune_last": "{trials} 次试验中最后一次最好：{best_acc}（n = {n}），配置为 {value}；更多试验也许会更好。",
    "tune_alone": "只有一次试验有结果：{best_acc}（n = {n}），配置为 {value}。",
    "tune_importance": (
        "用这些试验拟合的随机森林中，{value} 最重要：打乱它使 R² 下降 {share_points} 个百分点（± {spread_points}）。"
    ),
    "batch_at_updates": (
        "在更新次数相同（{updates}）处读取，{value} 的均值最高，为 {best_acc}（比较了 {values}）；"
        "轮数相同（{epochs}）时为 {by_epochs}。"
    ),
    "batch_at_time": (
        "在训练时间相同（{place_seconds}）处读取，{value} 的均值最高，为 {best_acc}（比较了 {values}）；"
        "轮数相同（{epochs}）时为 {by_epochs}。"
    ),
    "batch_scaling": (
        "在批大小不超过 {value} 时，批加倍后，达到 {target_acc} 所需的更新次数略多于一半；再大则省得较少。"
    ),
    "batch_scales": "直到最大的批 {value}，批每加倍一次，达到 {target_acc} 所需的更新次数都略多于一半。",
    "batch_no_scaling": "从最小的批起，批加倍后，达到 {target_acc} 所需的更新次数就已明显多于一半。",
    "rate_chosen": "每个取值采用在种子 {seeds} 上最好的学习率：{values}。评判用种子 {judge}，它们不参与选择。",
    "rate_waiting": "尚未选出学习率的取值：{names}。其学习率阶梯中还有运行没有结果。",
    "rate_unjudged": "已选出学习率、但尚无种子评判的取值：{names}（还需训练 {runs} 次）。",
    "rate_edge": "最佳学习率位于阶梯的端点，更好的可能在端点之外：{names}。可把阶梯延伸到 {beyond}。",
    "rate_order": (
        "次序变了：学习率 {rate} 时均值的次序为 {before}；各取值使用各自的学习率时为 {after}。{value} 的增益最大，为 "
        "{gain_difference_points} 个百分点。"
    ),
    "rate_same_order": (
        "均值的次序不变，学习率 {rate} 时与各取值使用各自的学习率时都是 {after}。{value} 的增益最大，为 "
        "{gain_difference_points} 个百分点。"
    ),
    "rate_verdict": "{value} 在学习率 {rate} 时的结论是“{was_verdict}”，使用自己的学习率时是“{now_verdict}”。",
    "rate_base": "最佳取值连同其学习率可作为基线：{value}。",
    "next_rate_waiting": "完成学习率阶梯：{names}。",
    "next_rate_unjudged": "在未参与选择的种子上评判已选出的学习率：{names}。",
    "next_rate_edge": "把学习率阶梯延伸到 {beyond}，因为最佳学习率可能在端点之外：{names}。",
    "next_go_on": "完成已开始的：{n} 次运行中有 {k} 次尚未到达所要求的轮数。",
    "next_lagging": "把 {names} 与参照值一起训练 {epochs} 轮：那时滑动平均已经跟上，验证才说明学到了什么。",
    "next_single": "训练 {seeds} 个种子：单一种子没有结论。",
    "next_seeds": "训练 {seeds} 个种子，这是可能得出结论的最少数目，针对 {names}。",
    "next_beyond": "看一看范围之外：{beyond}，因为 {value} 最好，而更远的还没有试过。",
    "next_probe": "同时考察学习率：只用一个学习率，研究分不清某个取值是更差，还是只是需要别的学习率（{name}）。",
    "next_finale": "把最佳取值合在一起试，并逐一去掉其中一个：{names}。",
}
