"""Findings as sentences, English and Chinese from the same numbers. Pure.

A template names the finding's numbers; the ending of a name says how it is written (`shown`).
"""

from collections.abc import Sequence
from typing import Any

from analysis.findings.finding import Finding
from analysis.numbers.formats import brief, duration, probability
from analysis.text.words import LANGUAGES, title
from hypermodels.dimensions import BY_NAME

# rule: (English, Chinese)
TEMPLATES: dict[str, tuple[str, str]] = {
    "nothing": (
        "No run has a result yet: {failed} failed, {running} unfinished, {missing} not started.",
        "尚无任何结果：{failed} 次失败，{running} 次未完成，{missing} 次未开始。",
    ),
    "answer_reference": (
        "The reference, {value}, did best with {best_acc} validation accuracy ({low_acc} to {high_acc}, n = "
        "{n}); of the others, clearly worse: {worse}, equivalent: {equivalent}, undecided: {undecided}.",
        "参照值 {value} 表现最好，验证准确率 {best_acc}（{low_acc} 至 {high_acc}，n = {n}）；其余取值中 "
        "{worse} 个明显更差，{equivalent} 个等效，{undecided} 个尚无定论。",
    ),
    "answer_better": (
        "{value} is clearly better than {reference}: {best_acc} validation accuracy, {difference_points} "
        "points more ({difference_low_points} to {difference_high_points}, n = {pairs}).",
        "{value} 明显优于 {reference}：验证准确率 {best_acc}，高 {difference_points} 个百分点（"
        "{difference_low_points} 至 {difference_high_points}，n = {pairs}）。",
    ),
    "answer_equal": (
        "{value} has the highest mean, {best_acc}, but is equivalent to {reference}: {difference_points} "
        "points ({difference_low_points} to {difference_high_points}, n = {pairs}), inside ±{band}.",
        "{value} 的平均验证准确率最高（{best_acc}），但与 {reference} 等效：相差 {difference_points} 个百分点（"
        "{difference_low_points} 至 {difference_high_points}，n = {pairs}），在 ±{band} 之内。",
    ),
    "answer_open": (
        "{value} has the highest mean, {best_acc}, but whether it beats {reference} is open: "
        "{difference_points} points ({difference_low_points} to {difference_high_points}, n = {pairs}).",
        "{value} 的平均验证准确率最高（{best_acc}），但是否优于 {reference} 尚无定论：相差 {difference_points} "
        "个百分点（{difference_low_points} 至 {difference_high_points}，n = {pairs}）。",
    ),
    "answer_single": (
        "{value} came out highest with {best_acc}, but no value has two seeds to compare: this shows what "
        "happened once, not what to expect.",
        "{value} 的验证准确率最高（{best_acc}），但没有任何取值具备两个可比较的种子：这只说明一次运行的结果，不"
        "能用来预期。",
    ),
    "answer_alone": (
        "Only {value} can be judged so far: {best_acc} validation accuracy, n = {n}; there is nothing to "
        "compare it with.",
        "目前只有 {value} 有结果：验证准确率 {best_acc}，n = {n}；尚无可比较的对象。",
    ),
    "answer_chance": (
        "No value is surely better than guessing: the highest, {value}, reached {best_acc} validation accuracy (n = "
        "{n}), where guessing gives {chance_acc}.",
        "没有任何取值确定优于随机猜测：最高的 {value} 的验证准确率为 {best_acc}（n = {n}），而随机猜测为 "
        "{chance_acc}。",
    ),
    "clear_better": (
        "{value} is clearly better than {reference}: {difference_points} points ({difference_low_points} to "
        "{difference_high_points}), Holm p {p_holm}, ahead in {ahead} of {pairs} seeds.",
        "{value} 明显优于 {reference}：{difference_points} 个百分点（{difference_low_points} 至 "
        "{difference_high_points}），Holm p {p_holm}，在 {pairs} 个种子中有 {ahead} 个领先。",
    ),
    "clear_worse": (
        "{value} is clearly worse than {reference}: {difference_points} points ({difference_low_points} to "
        "{difference_high_points}), Holm p {p_holm}, ahead in {ahead} of {pairs} seeds.",
        "{value} 明显差于 {reference}：{difference_points} 个百分点（{difference_low_points} 至 "
        "{difference_high_points}），Holm p {p_holm}，在 {pairs} 个种子中有 {ahead} 个领先。",
    ),
    "equivalent": (
        "{value} is equivalent to {reference}: {difference_points} points, and the whole interval "
        "({difference_low_points} to {difference_high_points}) lies inside ±{band}.",
        "{value} 与 {reference} 等效：相差 {difference_points} 个百分点，整个区间（{difference_low_points} 至 "
        "{difference_high_points}）都在 ±{band} 之内。",
    ),
    "undecided": (
        "{value} against {reference} is undecided: {difference_points} points ({difference_low_points} to "
        "{difference_high_points}), Holm p {p_holm}. If mean and spread stay as they are, {seeds} seeds would "
        "decide.",
        "{value} 与 {reference} 之间尚无定论：{difference_points} 个百分点（{difference_low_points} 至 "
        "{difference_high_points}），Holm p {p_holm}。若均值与离散程度不变，{seeds} 个种子可以得出结论。",
    ),
    "undecided_long": (
        "{value} against {reference} is undecided: {difference_points} points ({difference_low_points} to "
        "{difference_high_points}), Holm p {p_holm}. The difference varies by {sd_points} points from seed to seed, "
        "so even {seeds} seeds would leave it open by ±{half_points}.",
        "{value} 与 {reference} 之间尚无定论：{difference_points} 个百分点（{difference_low_points} 至 "
        "{difference_high_points}），Holm p {p_holm}。各种子间差异的标准差为 {sd_points} 个百分点，即使 {seeds} 个"
        "种子也仍有 ±{half_points} 的不确定性。",
    ),
    "single": (
        "One seed says what happened once: there is no interval and no verdict against {reference} for {names}. To "
        "compare them, train at least {seeds} seeds:",
        "一个种子只说明一次运行的结果：与 {reference} 相比，{names} 没有区间，也没有结论。至少训练 {seeds} 个种子才能"
        "比较：",
    ),
    "seeds": (
        "The fewest seeds that may decide something are {seeds}, for {names}:",
        "可能得出结论所需的最少种子数为 {seeds}，针对 {names}：",
    ),
    "edge": (
        "The best value, {value} ({best_acc}), is the {side} tried; it leads its neighbour {neighbour} by "
        "{lead_points} points ({low_points} to {high_points}). Next to try: {beyond}.",
        "最佳取值 {value}（{best_acc}）是所试取值中{side}的；比相邻的 {neighbour} 高 {lead_points} 个百分点（"
        "{low_points} 至 {high_points}）。下一步可以尝试 {beyond}。",
    ),
    "edge_single": (
        "The best value, {value} ({best_acc}), is the {side} tried, {lead_points} points above its neighbour "
        "{neighbour} in one seed. Next to try: {beyond}.",
        "最佳取值 {value}（{best_acc}）是所试取值中{side}的，在唯一的种子上比相邻的 {neighbour} 高 {lead_points} 个"
        "百分点。下一步可以尝试 {beyond}。",
    ),
    "plateau": (
        "From {first} to {last} it hardly matters: {values} values differ from the best, {value}, by less than "
        "{band} points for sure; their means span {range_points} points.",
        "从 {first} 到 {last} 几乎没有区别：这 {values} 个取值与最佳值 {value} 的差异可以确定小于 {band} 个百分"
        "点，其均值跨度为 {range_points} 个百分点。",
    ),
    "overfitting": (
        "{value} overfits: its mean validation loss turned at epoch {epoch} ({lowest_loss}) and rose by "
        "{rise_percent} % to {end_loss} at epoch {last}, while the training loss fell from {from_loss} to "
        "{to_loss}.",
        "{value} 出现过拟合：平均验证损失在第 {epoch} 轮达到最低（{lowest_loss}），到第 {last} 轮上升 "
        "{rise_percent} %，达到 {end_loss}，而训练损失从 {from_loss} 降到 {to_loss}。",
    ),
    "divergence": (
        "Diverged at epoch {first}, where the loss was no longer a finite number: {counts}.",
        "在第 {first} 轮发散（损失不再是有限数值）：{counts}。",
    ),
    "divergence_between": (
        "Diverged between epochs {first} and {last}, where the loss was no longer a finite number: {counts}.",
        "在第 {first} 至 {last} 轮之间发散（损失不再是有限数值）：{counts}。",
    ),
    "stuck": (
        "Not surely better than guessing: {counts}. Guessing gives {chance_acc}, and on this validation set up to "
        "{floor_points} points more by luck.",
        "不能确定优于随机猜测：{counts}。随机猜测为 {chance_acc}，在该验证集上凭运气最多再高 {floor_points} 个百分点。",
    ),
    "failed": (
        "Failed, and count for nothing here: {counts}. The causes are listed under Runs.",
        "失败且不计入结果：{counts}。原因见“运行”一节。",
    ),
    "unfinished": (
        "Runs that have not reached the epoch asked for: {k} of {n}. The numbers below will change when they do.",
        "{n} 次运行中有 {k} 次尚未到达要求的轮次；完成后以下数字会改变。",
    ),
    "time": (
        "{value} takes {saved_percent} % less training time than {best} ({saved_low_percent} to {saved_high_percent} "
        "%, n = {n}); its validation accuracy differs by {difference_points} points ({difference_low_points} to "
        "{difference_high_points}).",
        "{value} 的训练时间比 {best} 少 {saved_percent} %（{saved_low_percent} 至 {saved_high_percent} %，n = {n}）；"
        "验证准确率相差 {difference_points} 个百分点（{difference_low_points} 至 {difference_high_points}）。",
    ),
    "spread": (
        "Luck alone: the {n} seeds of {value}, which differ in nothing else, span {range_points} points "
        "({low_acc} to {high_acc}).",
        "仅凭运气：{value} 的 {n} 个种子除随机性外完全相同，结果跨度为 {range_points} 个百分点（{low_acc} 至 "
        "{high_acc}）。",
    ),
    "power": (
        "This study (n = {n}, comparisons: {comparisons}) would have shown a difference of {seen_points} points four "
        "times in five (median over the values); smaller ones can hide.",
        "在 {n} 个种子、{comparisons} 次比较下，本研究有八成把握发现 {seen_points} 个百分点的差异（各取值的中位"
        "数）；更小的差异可能被掩盖。",
    ),
    "power_none": (
        "This study (n = {n}, comparisons: {comparisons}) could miss any difference, even the largest there can be: "
        "the seeds are too few for their spread.",
        "在 {n} 个种子、{comparisons} 次比较下，本研究可能漏掉任何差异，哪怕是可能的最大差异：种子太少，离散程度太大。",
    ),
    "no_baseline": (
        "The study does not hold the baseline, {baseline}: differences are taken to its first value, {value}.",
        "本研究不包含基线 {baseline}：差异均相对于第一个取值 {value}。",
    ),
    "two_baselines": (
        "The studies below do not share one baseline: {name} is {values}. Compare values within a study, not across.",
        "以下研究的基线不同：{name} 为 {values}。只能在同一研究内比较取值，不能跨研究比较。",
    ),
    "two_environments": (
        "{names}: the runs compared were trained in more than one environment, {name} is {values}. Their numbers may "
        "differ in the last digits, and their times are not compared.",
        "{names}：所比较的运行的训练环境不同，{name} 为 {values}。数值的末几位可能不同，训练时间不作比较。",
    ),
    "importance": (
        "Among the dimensions studied, {value} moved the accuracy most: {range_points} points from the worst to the "
        "best of the values that learned ({range_low_points} to {range_high_points}).",
        "在所研究的维度中，{value} 对准确率的影响最大：在能够学习的取值中，最差与最佳相差 {range_points} 个百分点（"
        "{range_low_points} 至 {range_high_points}）。",
    ),
    "importance_shared": (
        "Among the dimensions studied, {value} moved the accuracy furthest: {range_points} points from the worst to "
        "the best of the values that learned ({range_low_points} to {range_high_points}). It is not surely ahead of: "
        "{dimensions}.",
        "在所研究的维度中，{value} 使准确率变化最大：在能够学习的取值中，最差与最佳相差 {range_points} 个百分点（"
        "{range_low_points} 至 {range_high_points}）。但不能确定它领先于：{dimensions}。",
    ),
    "probe": (
        "The best combination is {value} with {best_acc} (n = {n}); the reference {reference} has {reference_acc}.",
        "最佳组合为 {value}，验证准确率 {best_acc}（n = {n}）；参照组合 {reference} 为 {reference_acc}。",
    ),
    "probe_reference": (
        "The best combination is the reference, {value}, with {best_acc} (n = {n}).",
        "最佳组合就是参照组合 {value}，验证准确率 {best_acc}（n = {n}）。",
    ),
    "probe_alone": (
        "The best combination so far is {value} with {best_acc} (n = {n}); the reference has no result yet.",
        "目前的最佳组合为 {value}，验证准确率 {best_acc}（n = {n}）；参照组合尚无结果。",
    ),
    "probe_shift": (
        "The best {name} depends on the other dimension: {values}.",
        "最佳的{name}取决于另一个维度：{values}。",
    ),
    "tune": (
        "Best of {trials} trials is number {trial}: {best_acc} (n = {n}) with {value}. Later trials that did not "
        "improve on it: {since}.",
        "在 {trials} 次试验中，第 {trial} 次最好：{best_acc}（n = {n}），配置为 {value}；此后 {since} 次试验没有改进。",
    ),
    "tune_last": (
        "Best of {trials} trials is the last: {best_acc} (n = {n}) with {value}. More trials may improve on it.",
        "{trials} 次试验中最后一次最好：{best_acc}（n = {n}），配置为 {value}；更多试验也许会更好。",
    ),
    "tune_alone": (
        "One trial has a result: {best_acc} (n = {n}) with {value}.",
        "只有一次试验有结果：{best_acc}（n = {n}），配置为 {value}。",
    ),
    "tune_importance": (
        "In a forest fitted to these trials, {value} matters most: shuffling it costs the fit {share_points} "
        "points of R² (± {spread_points}).",
        "用这些试验拟合的随机森林中，{value} 最重要：打乱它使 R² 下降 {share_points} 个百分点（± {spread_points}）。",
    ),
}

SIDES = {"low": ("smallest", "最小"), "high": ("largest", "最大")}
MOST_NAMED = 6  # values in one sentence; the table has the others


def sentence(finding: Finding, language: str) -> str:
    numbers = {
        name: _titled(number, language) if name == "name" else shown(name, number, LANGUAGES.index(language))
        for name, number in finding.numbers.items()
    }
    template = TEMPLATES[finding.rule][LANGUAGES.index(language)]
    return template.format(**{"value": _titled(finding.value, language), **numbers})


def _titled(name: str | None, language: str) -> str:
    """A dimension's name as its title; values and the machine's properties as they are."""
    return title(str(name), language) if name in BY_NAME else str(name)


def shown(name: str, number: Any, place: int = 0) -> str:
    """A number as its name's ending says: 62.1 % for `_acc`, 0.4 for `_points`, 81 s for `_seconds`."""
    if number is None:
        return "–"
    if name == "side":
        return SIDES[number][place]
    if name == "dimensions":
        number = [title(one, LANGUAGES[place]) for one in number]
    if isinstance(number, list):
        return _named([_count(one, place) if name == "counts" else str(one) for one in number], place)
    if not isinstance(number, float):
        return str(number)
    unit = name.rsplit("_", 1)[-1]
    if unit in ("acc", "share"):
        return f"{100 * number:.{1 if unit == 'acc' else 0}f} %"
    if unit == "points":
        signed = "difference" in name or name in ("lead_points", "low_points", "high_points")
        return f"{number:{'+' if signed else ''}z.1f}".replace("-", "−")
    return {
        "seconds": duration,
        "percent": lambda x: f"{x:.0f}",
        "loss": lambda x: f"{x:.3f}",
        "holm": probability,
    }.get(unit, lambda x: f"{x:g}")(number)


def _count(one: Sequence[Any], place: int) -> str:
    """A value with how many of its runs are meant."""
    name, some, of = one
    if of == 1:
        return (f"{name} (its only run)", f"{name}（仅有的一次运行）")[place]
    return (f"{name} ({some} of {of} runs)", f"{name}（{of} 次运行中的 {some} 次）")[place]


def _named(names: list[str], place: int) -> str:
    """The first of the names, and how many there are more."""
    shown, more = [brief(name) for name in names[:MOST_NAMED]], len(names) - MOST_NAMED
    rest = (f" and {more} more", f"及另外 {more} 个")[place] if more > 0 else ""
    between = ("; ", "；") if any("," in name for name in shown) else (", ", "、")
    return between[place].join(shown) + rest
