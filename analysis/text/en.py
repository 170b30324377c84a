"""The report in English. Every language is a file like this one, with the same keys and placeholders."""

from studies.plan.confounds import CONFOUNDS as CONFOUNDS  # English as study.json records it

LANGUAGE_NAME = "English"  # as its own readers call it
HTML_LANGUAGE = "en"  # the page's `lang` attribute

# Headings, titles of axes and columns, and the sentences of the page that no finding gives.
WORDS = {
    "title": "{network}: what each hyperparameter does",
    "own_paper": "The network: {paper}",
    "index_title": "Sweepbook: the networks compared",
    "contents": "Contents",
    "warnings": "Before you read",
    "glance": "At a glance",
    "how": "How to read this page",
    "answer": "Answer",
    "findings": "Findings",
    "limits": "Limits",
    "why": "Why: what was measured in the layers",
    "why_none": (
        "No fault was found in the layers of these runs (dead units, vanishing or exploding gradients, zero "
        "initialisation, wrong labels, too small a step, a saturated output, a frozen layer)."
    ),
    "why_runs": (
        "Measured after the last epoch on a few training pictures in {count} of {total} runs, means over the runs of a "
        "value: gradient norm and spread of activations in the first and the last layer, what the last step changed in "
        "the median layer's weights, dead units in the layer with most. The others were trained without probes, which "
        "no number of a run depends on."
    ),
    "why_all_runs": (
        "Measured after the last epoch on a few training pictures in {total} of {total} runs, means over the runs of a "
        "value: gradient norm and spread of activations in the first and the last layer, what the last step changed in "
        "the median layer's weights, dead units in the layer with most."
    ),
    "why_refused": "Probes that are damaged or another run's, left out: {runs}. The runs count.",
    "why_gradient": "Gradient, {layer}",
    "why_update": "Update / weights",
    "why_dead": "Dead units",
    "why_spread": "Spread, {layer}",
    "why_wrong": "Sure and wrong",
    "runs": "Runs",
    "environment": "Environment",
    "reproduce": "Reproduce",
    "best": "The best model on the test set",
    "chapters": "Chapters",
    "networks": "Networks",
    "study": "Study",
    "networks_compared": "The baselines side by side",
    "question": "How does {dimension} change what {network} reaches on {dataset}?",
    "question_probe": "Do {dimension} act together on what {network} reaches on {dataset}?",
    "question_tune": "Which configuration of {network} does best on {dataset}?",
    "and": " and ",
    "tune": "Joint tuning",
    "finale": "Finale: {dimensions}",
    "tuned": "{dimension}, each value at its own learning rate",
    "question_tuned": (
        "How does {dimension} change what {network} reaches on {dataset}, where each value has the learning rate that "
        "suits it best?"
    ),
    "at_one_rate": "At learning rate {rate}",
    "verdict_at_one_rate": "Verdict there",
    "question_finale": "What do the best values of {dimension} do together to {network} on {dataset}?",
    "finale_alone": "Each alone",
    "finale_together": "Together",
    "finale_sum": "sum of the single gains",
    "finale_observed": "observed",
    "finale_worth": "Taken away, it costs",
    "after_one": "after 1 epoch",
    "after_epochs": "after {epochs} {epochs:epoch|epochs}",
    "epoch": "Epoch",
    "update": "Updates (thousands)",
    "updates_to": "Updates to {target}",
    "equal_epoch": "equal epochs",
    "equal_update": "equal updates",
    "equal_elapsed": "equal time",
    "equal_at": "{way} ({place})",
    "trials": "Trials",
    "tau": "Kendall's tau with the end",
    "trial": "Trial",
    "accuracy": "Training accuracy",
    "val_accuracy": "Validation accuracy",
    "accuracy_axis": "Accuracy",
    "loss": "Training loss",
    "val_loss": "Validation loss",
    "seconds": "Training time in seconds",
    "points": "Difference in percentage points",
    "diverged_share": "Share of runs that diverged",
    "range_axis": "Best minus worst value, percentage points",
    "r2_axis": "Loss of R² when shuffled, points",
    "confidence": "The model's confidence",
    "recall": "Recall",
    "true_class": "True class",
    "named_class": "Named class",
    "epochs": "Epochs",
    "no_card": (
        "No model of it is exported here: {export} opens the test set once and adds the confusion matrix, recall, "
        "reliability and a gallery of errors here."
    ),
    "unreadable": "Unreadable runs, left out: {runs}.",
    "how_text": (
        "Seeds are paired: seed k gives every value of a study the same data order and, unless the initializer itself "
        "varies, the same initial weights, so values are compared seed by seed. Intervals are Student-t at 95 %, each "
        "for one comparison alone. How much a difference varies from seed to seed is estimated from its own seeds and "
        "from the other comparisons of the chapter (a moderated t-test, Smyth 2004); a comparison that varies more "
        "than the others keeps its own spread. Clear means p < 0.05 after Holm's adjustment over the study's "
        "comparisons and after weighing by looks: all looks at a study share one error of 5 %, so adding seeds until "
        "something is clear finds no more than there is. Equivalent means the whole interval lies within ±{band} "
        "points. Neither learned means that the value and its reference are both no better than guessing, so that "
        "there is nothing to compare. All else is undecided, which is not the same as equal. Holm adjusts the "
        "verdicts, not the intervals: "
        "among several comparisons one interval may exclude 0 by luck, so an interval can exclude 0 where the verdict "
        "is undecided. One seed gives no interval and no verdict. A diverged run counts with the accuracy it had, or "
        "with chance where it had none. Everything is decided on the validation set."
    ),
    "limit_noise": (
        "An accuracy of {acc} on {pictures} validation pictures may be {low} to {high} on others like them, "
        "whatever the seeds say."
    ),
    "limit_both": (
        "Over other seeds and other pictures like these together, {value}'s accuracy of {acc} may be {low} to {high}."
    ),
    "limit_answers": (
        "{missing} of {total} runs have no answers by picture here: an earlier version stored them, or they were "
        "trained "
        "on beyond these epochs. They count in all else."
    ),
    "answers_refused": (
        "Answers by picture that are damaged, another run's or of a newer version, left out: {runs}. The runs count."
    ),
    "limit_step": (
        "One of {pictures} validation pictures is {step} points: they cannot show differences as small as the band "
        "of ±{band}, so equivalent says little here."
    ),
    "limit_looks": (
        "Its verdicts were looked at with {seeds} seeds: at these looks p counts {weights} times, so that all looks "
        "together keep to 5 %."
    ),
    "limit_looks_unknown": (
        "An earlier version stored this study and did not count looks at its verdicts: they are judged as a first look."
    ),
    "limit_two_seeds": (
        "An interval over two seeds reaches up to 12.7 standard errors to each side, over three 4.3: what rests on two "
        "seeds says little. Intervals end where the number does: an accuracy at 0 and 100 %, a difference of two at "
        "±100 points."
    ),
    "limit_one_epoch": "There are no curves along the training: every run was read after one epoch.",
    "limit_time": (
        "Times are epochs times the median epoch of a run, in wall-clock seconds on the machine below. The epoch "
        "in which training began, or went on, is left out: the network is built in it."
    ),
    "limit_time_apart": (
        "Times are not compared: the runs were not all trained on the same machine with equally many threads, "
        "workers and other work, or their records do not say so."
    ),
    "colon": ": ",
    "comma": ", ",
    "semicolon": "; ",
    "and_more": "{names} and {more} more",
    "only_run": "{value} (its only run)",
    "some_runs": "{value} ({some} of {all} runs)",
    "side_low": "smallest",
    "side_high": "largest",
    "held_fixed": (
        "Held fixed: {configuration}. Each run trained on {pictures}; {validation} pictures validate. Seeds: {seeds}."
    ),
    "baseline_is": (
        "Every network trained with {configuration}. Times are shown where all networks were trained on one "
        "machine with equally many threads, workers and other work."
    ),
    "all_varied": "nothing, every dimension was searched",
    "some_pictures": "{samples} of {train} training pictures",
    "training_pictures": "{samples} training pictures",
    "all_of_them": "all {train} training pictures",
    "all_training_pictures": "all training pictures",
    "unknown": "unknown",
    "best_trained": (
        "The model: {configuration}; seed {seed}. It is run {run} of the study {study}, trained on {pictures}."
    ),
    "best_validation": (
        "It was chosen by validation accuracy: its configuration has {mean} (mean of {n} seeds), this seed {own}."
    ),
    "best_validation_mean": "It was chosen by its validation accuracy, {mean}.",
    "opened_once": "The test set has been opened once for models of this network: for this one.",
    "opened_often": (
        "The test set has been opened {times} times for models of this network, this one included: the more often, "
        "the less its accuracy is a first look."
    ),
    "value": "value",
    "n": "n",
    "column_tra_acc": "tra_acc",
    "column_val_acc": "val_acc",
    "column_tra_loss": "tra_loss",
    "column_val_loss": "val_loss",
    "time": "time",
    "between": "{low} to {high}",
    "scroll": "Scroll sideways to see it all →",
    "no_interval": " One seed has no interval.",
    "one_epoch_dot": " A dot without a line: one epoch.",
    "arrow": " An arrow: the interval goes on beyond the axis.",
    "verdict": "verdict",
    "difference": "difference",
    "ahead": "ahead in {ahead} of {pairs}",
    "runs_by_state": "{n} {n:run|runs}: {states}",
    "reference": "reference",
    "better": "better",
    "worse": "worse",
    "equivalent": "equivalent",
    "unlearned": "neither learned",
    "undecided": "undecided",
    "single": "one seed",
    "none": "no result",
    "completed": "completed",
    "diverged": "diverged",
    "failed": "failed",
    "running": "unfinished",
    "missing": "not started",
    "parameters": "parameters",
    "per_epoch": "time an epoch",
    "see_figure": "figure",
    "all_pictures": "all pictures",
    "pictures": "{samples} pictures",
    "width": "width {width}",
    "version": "version {digest} of the network's file",
    "on_validation": "the validation pictures",
    "on_test": "the test pictures",
    "reason_epochs": "fewer epochs ({value})",
    "reason_augmentation": "no augmentation",
    "reason_width": "a narrower network (width {value})",
    "reason_subset": "fewer training pictures ({value})",
    "reason_side": "pictures of {value} pixels",
    "reason_build": "the published network is built otherwise ({value})",
    "own_baseline": "baseline: {configuration}",
    "test_accuracy": "Test accuracy {value} ({low} to {high}, n = {n} pictures).",
    "gallery": "Errors it was surest of",
    "lottery_share": "{value} ({won})",
    "lottery": "How many of the {seeds} seeds, each alone, find a value best: {winners}.",
    # What the page's script says. A key begins with script_.
    "script_isolate": "Show this value alone in the figures of its study; again, or Escape, for all",
    "script_again": "All epochs and seeds",
    "script_alone": "One seed a value",
    "script_copied": "Copied",
    "script_copy": "Copy {name}",
    "script_curves": "Arrow keys move along the curves.",
    "script_details": "{column}, details",
    "script_epoch": "epoch {number}",
    "script_epochs": "After epoch",
    "script_exploration": (
        "This is an exploration, and no counted look: among so many readings some would differ by luck alone. The "
        "page's own answer stands."
    ),
    "script_explore": "Explore",
    "script_mean": "mean of {number} seeds",
    "script_of": "{some} of {all}",
    "script_read_alone": "Seed {number} alone: {said}",
    "script_read_epoch": "After epoch {number}: {said}",
    "script_read_seeds": "With the first {number} seeds: {said}",
    "script_seed": "seed {number}",
    "script_seeds": "With seeds",
    "changed": "What changed",
    "only_right": "{true} (no. {place}): only {value} is right",
    "only_wrong": "{true} (no. {place}): only {value} is wrong",
    "error": "{true}, named {predicted} ({probability})",
    # of results from elsewhere
    "from_title": "Results from elsewhere: {name}",
    "from_lead": (
        "Results of another tool, read where they lie and compared as a study here is: over seeds, with intervals."
    ),
    "from_how": (
        "Intervals are Student-t at 95 %. Where trainings have seeds, configurations are compared seed by seed "
        "with the first one of the source (paired t-test); the spread is that of the comparison's own seeds alone. "
        "Clear means p < 0.05 after Holm's adjustment over the study's comparisons. Equivalent means the whole "
        "interval lies within ±{band}; all else is undecided, which is not the same as equal. One training gives "
        "no interval and no verdict."
    ),
    "from_unknown": "What was guessed, and what cannot be known",
    "from_about": (
        "{tool}: {trainings} {trainings:training|trainings} ({states}) of {configurations} configurations. "
        "What varies: {dimensions}. "
        "Compared by {metric}, {way}."
    ),
    "from_about_one": (
        "{tool}: {trainings} {trainings:training|trainings} ({states}) of one configuration: nothing varies. "
        "Read by {metric}, {way}."
    ),
    "from_larger": "more is better",
    "from_smaller": "less is better",
    "from_nothing": "No training has a result: there is nothing to compare.",
    "from_best": (
        "Of {configurations} {configurations:configuration|configurations}, {value} has the best {metric}: {best} "
        "(n = {n})."
    ),
    "from_only": (
        "There is one configuration, {value}. Its {metric}: mean {best}, 95 % interval {low} to {high} (n = {n})."
    ),
    "from_only_once": (
        "There is one configuration, {value}. Its {metric}: {best}, of one training that has a result. This shows "
        "what happened once, not what to expect."
    ),
    "from_once": " Each was trained once: this shows what happened once, not what to expect.",
    "from_best_once": " It or {reference} was trained only once, so nothing says whether it would be ahead again.",
    "from_is_reference": " It is the one that the others are compared with.",
    "from_better": (
        " It is clearly better than {reference}, the first: {difference} {unit} ({low} to {high}), Holm p {p}."
    ),
    "from_worse": (
        " And yet it is clearly worse than {reference}, the first, over the seeds that both have: {difference} "
        "{unit} ({low} to {high}), Holm p {p}."
    ),
    "from_equivalent": " But it is equivalent to {reference}, the first: {difference} {unit} ({low} to {high}).",
    "from_undecided": (
        " Whether it beats {reference}, the first, is open: {difference} {unit} ({low} to {high}), Holm p {p}."
    ),
    "from_points": "points",
    "from_percents": "% of the reference",
    "from_left_out": "{n} left out",
    "from_curves": (
        "{metric} along the training: the mean of each configuration, shaded its 95 % t-interval where it was repeated."
    ),
    "from_best_lines": " The best {n} are drawn.",
    "from_outcomes": (
        "Where each configuration ended, by {metric}: a dot a training, and right of them the mean with its 95 % "
        "t-interval where there are several."
    ),
    "from_differences": (
        "Difference to {reference} in {unit}, to the right is better, with 95 % interval; the shaded band, "
        "±{band}, counts as no difference."
    ),
    "from_difference_axis": "Difference, {unit}",
    "from_history": "Every training's {metric}, and the best so far.",
    "from_parallel": "A line a training across its values, brighter for better {metric}; the best in red.",
    "from_columns": "The columns were guessed: --columns {columns}. If that is wrong, give it yourself.",
    "from_metric": (
        "The metric was guessed from its name: {metric}. If that is wrong, say --columns accuracy=NAME or loss=NAME."
    ),
    "from_without": "Left out, since their logs hold no {metric}: {runs}.",
    "from_not_read": "Links, and what is no file where one belongs, were not read: {names}.",
    "from_run_names": (
        "The logs hold no hyperparameters (HParams): values and seeds were read from the names of the folders."
    ),
    "from_no_seed": "No column is a seed: trainings of the same values cannot be told apart by luck, nor paired.",
    "from_unreadable": "What cannot be read as {metric} does not count: {rows}.",
    "from_unreadable_more": " {n} more rows are like these.",
    "from_no_number": "row {row}: {cell} is no number",
    "from_empty": "row {row}: the cell is empty",
    "from_keras_tuner": (
        "Keras-Tuner keeps the metrics of a trial's best epoch, averaged over its executions: the best epoch "
        "flatters, and neither its seeds nor its curves are known."
    ),
    "from_pruned": ("{n} {n:trial was|trials were} pruned: stopped for looking bad, which counts for nothing here."),
    "from_pickles": "Ray keeps more in pickled files. They can run code when they are opened, so none was.",
    "from_no_spread": (
        "One training a configuration: how much luck moves the result is not known, so there are no intervals and "
        "no verdicts. Train each again with other seeds."
    ),
    "from_verdicts": (
        "The reference, {reference}, is the source's first configuration: nothing says which one was the baseline."
    ),
    "from_looks": (
        "Nobody counted how often these results were looked at: they are judged as a first look. Who added seeds "
        "until something was clear finds more than there is."
    ),
    "from_validation": (
        "The source does not say how many examples validated, so the intervals cover seeds, not examples."
    ),
    "from_unpaired": (
        "Seeds are not named, not once each, or not the same ones: means are compared (Welch's t-test) instead of "
        "pairs, which shows less."
    ),
    "from_other_unit": (
        "{metric} has no unit that a band could be given in: differences are percents of the reference's mean, and "
        "the band is ±{band} % of it."
    ),
    "from_no_curves": (
        "The source keeps no values along the training: there are no curves, and nothing can be said of overfitting."
    ),
    "from_stopped": (
        "{n} {n:training|trainings} ended before epoch {epochs}, left out, since a shorter training is another "
        "question."
    ),
    "from_no_times": "Times are not compared: the source does not say what else the machine did.",
    # of what to do next
    "next": "What next",
    "next_forecast": (
        "At most {epochs} {epochs:epoch|epochs} to train, about {time} of one worker, as the stored runs took."
    ),
    "next_no_forecast": "At most {epochs} {epochs:epoch|epochs} to train; no run tells yet how long they take.",
    "board": "Its runs in TensorBoard",
    "board_how": "(while {command} runs)",
    "recommended_title": "The recommended configuration",
    "recommended": (
        "{configuration}; all else at the baseline. Each is clearly better than its reference, with the others at "
        "the baseline: whether they help together is not shown here."
    ),
    "recommended_one": "{configuration}; all else at the baseline. It is clearly better than its reference.",
    "recommended_together": (
        "{configuration}; all else at the baseline. Together they are clearly better than it: the finale says on which "
        "seeds, and what each is worth there."
    ),
    "recommended_baseline": (
        "The baseline: no value is clearly better than it so far, which is not to say that none is."
    ),
    "recommended_base": "Added to a command, these words make it the baseline of another study.",
    # of the page while studies are trained
    "watch_title": "Sweepbook: studies as they are trained",
    "watch_waiting": "Looking at what is stored …",
    "watch_nothing": "No study is stored yet: the page comes with the first.",
    "watch_ended": "Everything that was asked for is trained.",
    "watch_step": "All that was asked for so far is trained; the command is still at work, and may ask for more.",
    "watch_running": "Runs being trained now: {runs}. Epochs left: {epochs}, about {eta}.",
    "watch_done": "runs done",
    "watch_running_word": "training now",
    "watch_left": "epochs left",
    "watch_decided": "verdicts so far",
    "watch_looks": (
        "Looking here is not counted as a look. Verdicts of a study that is still trained may change; who stops or "
        "adds seeds because of them finds more than there is. The command counts its look when it ends."
    ),
    "watch_noscript": "Without script, open /pages/index.html and reload it by hand.",
    "watch_gone": "The server has ended; the last page is shown.",
    # of two parts compared
    "transfer_title": "{first} and {second}: what transfers",
    "transfer_how": (
        "A best value of {first} transfers where {second} says so: its own best value is the same and one of the two "
        "has a clear verdict that sets it apart, or the whole interval of the difference between the two lies above "
        "−{band} points there. It does not where that "
        "interval lies below 0. All else is open, which is not the same as no. Differences are paired over the "
        "seeds of {second} alone; intervals are Student-t at 95 %, each for one comparison alone, and the best was "
        "picked after looking, so they promise a little too much. Effects are best minus worst of the values that "
        "learned, with Tukey's interval."
    ),
    "transfer_best": "best, {part}",
    "transfer_effect": "effect, {part}",
    "transfer_cost": "{first}'s best in {second}",
    "transfer_agreement": "verdicts",
    "transfer_agree": "{agree} of {common} agree",
    "transfer_differ": "not: {values}",
    "transfer_transfers": "transfers",
    "transfer_fails": "does not",
    "transfer_open": "open",
    "transfer_unknown": "not tried",
    "transfer_answer": (
        "Of {n} {n:dimension|dimensions} studied in both, the best value of {first} holds in {second} in {k}."
    ),
    "transfer_open_too": " It is open: {names}.",
    "transfer_held": " It transfers: {names}.",
    "transfer_lost": " It does not: {names}.",
    "transfer_several": (
        "The two differ in more than one thing ({what}): no difference between them is owed to one of these alone."
    ),
    "transfer_network": "network",
    "transfer_pictures": "pictures",
    "transfer_width": "width",
    "transfer_precision": "precision",
    "transfer_baseline": "baseline",
    "transfer_epochs": "epochs",
    "transfer_said_same": "{dimension}: {value} is best in both.",
    "transfer_said_tie": (
        "{dimension}: {value} has the highest mean in both, but in neither is a difference between it and the "
        "reference clear: whether it is the best is open."
    ),
    "transfer_said_transfers": (
        "{dimension}: {value}, best in {first}, is within the band of {best} in {second}: {difference} points "
        "({low} to {high})."
    ),
    "transfer_said_fails": (
        "{dimension}: {value}, best in {first}, is worse than {best} in {second}: {difference} points ({low} to "
        "{high})."
    ),
    "transfer_said_open": (
        "{dimension}: whether {value}, best in {first}, is worse than {best} in {second} is open: {difference} "
        "points ({low} to {high})."
    ),
    "transfer_said_once": (
        "{dimension}: {value} is best in {first} and {best} in {second}; with one seed in common nothing tells "
        "whether that is luck."
    ),
    "transfer_said_unknown": "{dimension}: {value}, best in {first}, was not tried in {second}, where {best} is.",
    "transfer_figure": (
        "Every value that both compared with their reference, in each of the two, with 95 % interval, on an axis "
        "that is logarithmic away from zero."
    ),
    # of slides and papers
    "no_png": "No PNG in this language: this machine has no font with its characters.",
    # of the page in short
    "summary": "In short",
    "summary_verdicts": (
        "Studies: {studies}. Against their references, clearly better: {better}, clearly worse: {worse}, "
        "equivalent: {equivalent}, undecided: {undecided}, one seed: {single}."
    ),
    "summary_unlearned": " No better than guessing, like their reference: {unlearned}.",
    "summary_recommended": "Recommended: {configuration}",
    "summary_more": "More sections below: {sections}.",
    "summary_next": "Next: {step}",
}

# dimension: (as a title, in a list with its value, in the question of a study)
DIMENSIONS = {
    "learning_rate": ("Learning rate", "learning rate", "the learning rate"),
    "optimizer": ("Optimizer", "optimizer", "the optimizer"),
    "loss": ("Loss function", "loss function", "the loss function"),
    "batch_size": ("Batch size", "batch size", "the batch size"),
    "epochs": ("Epochs", "epochs", "the number of epochs"),
    "activation": ("Activation", "activation", "the activation"),
    "initializer": ("Weight initializer", "weight initializer", "the weight initializer"),
    "l2": ("L2 regularization", "L2 regularization", "L2 regularization"),
    "schedule": ("Schedule", "schedule", "the schedule of the learning rate"),
    "dropout": ("Dropout", "dropout", "the dropout rate"),
    "label_smoothing": ("Label smoothing", "label smoothing", "label smoothing"),
    "momentum": ("Momentum", "momentum", "the momentum"),
    "weight_decay": ("Weight decay", "weight decay", "weight decay"),
    "augmentation": ("Augmentation", "augmentation", "the augmentation of training pictures"),
}

# figure: what it shows. A figure of a metric along the training is one of curves, trajectory and networks.
CAPTIONS = {
    "curves": "{metric} by epoch: mean over seeds, shaded 95 % t-interval. A line ends where its first seed does.",
    "trajectory": "{metric} along the same runs, read off at the values of the study.",
    "updates": "The same accuracy by number of updates: a larger batch makes fewer of them in an epoch.",
    "equal": (
        "The same runs read at {ways}, each where most batch sizes have a reading: "
        "means with 95 % t-intervals, cut at the edge. Between two epochs a run is read on the line."
    ),
    "equal_missing": " Without a reading there, and so without a dot: {missing}.",
    "steps": (
        "Median updates to {target} validation accuracy, to which the mean of every value came that learned; in whole "
        "epochs. On the dashed line a batch twice as large needs half as many (McCandlish et al. 2018; Shallue et al. "
        "2019). A batch size that half of its seeds did not bring there has no dot."
    ),
    "outcomes": "Where each value ended: a dot a seed, and right of them the mean with its 95 % t-interval.",
    "differences": (
        "Paired difference to {reference} with 95 % interval; the shaded band, ±{band} points, counts as no difference."
    ),
    "gap": "The gap between training and validation accuracy at the end.",
    "cost": "Training time against accuracy: means over seeds with 95 % t-intervals, cut at the edge.",
    "divergence": "How many runs diverged, by learning rate.",
    "effects": (
        "Every value of every study against its reference, with 95 % interval, on an axis that is logarithmic away "
        "from zero."
    ),
    "importance": (
        "How far each dimension moved the accuracy from the worst to the best of its values that learned, with "
        "Tukey's simultaneous 95 % interval. The red mark is the range that luck alone exceeds once in twenty. All "
        "values of a study share one spread here, so a range can be sure where a single comparison is undecided."
    ),
    "probe": "Mean validation accuracy in percent of every combination.",
    "ladder": (
        "Mean validation accuracy by learning rate, on the seeds that choose and judge nothing; the dot is the rate "
        "that the value gets."
    ),
    "history": "Every trial's accuracy, and the best so far.",
    "finale": (
        "What each value gains alone, what all gain together beside the sum, and what is lost where one is taken away: "
        "paired differences with 95 % interval; the shaded band is ±{band} points."
    ),
    "parallel": "A line a trial across its values, brighter for higher accuracy; the best in red.",
    "tune-importance": (
        "Permutation importance in a random forest fitted to the trials; the interval spans 95 % of the repetitions."
    ),
    "order": "How far the order of the values' mean accuracies was that of the end: 1 is the same, 0 is none, by "
    "epoch.",
    "expected_best": (
        "The best accuracy expected of so many random trials, and one standard deviation to each side (Dodge et al. "
        "2019)."
    ),
    "class_recall": "Recall of each class by value, in percent: mean over seeds, on the validation set.",
    "confusion": "Which class was taken for which, in percent of the true class.",
    "recall": "How much of each class was recognised.",
    "reliability": "Accuracy by the model's confidence; on the dashed line its confidence is honest.",
    "networks": "{metric} of each network's baseline by epoch: mean over seeds, shaded 95 % t-interval.",
}

# rule: what a finding of it says. A name in it is one of the finding's numbers.
FINDINGS = {
    "nothing": "No run has a result yet: {failed} failed, {running} unfinished, {missing} not started.",
    "answer_reference": (
        "The reference, {value}, did best with {best_acc} validation accuracy ({low_acc} to {high_acc}, n = {n}); "
        "of the others, clearly worse: {worse}, equivalent: {equivalent}, undecided: {undecided}."
    ),
    "answer_better": (
        "{value} is clearly better than {reference}: {best_acc} validation accuracy, {difference_points} points "
        "more ({difference_low_points} to {difference_high_points}, n = {pairs})."
    ),
    "answer_equal": (
        "{value} has the highest mean, {best_acc}, but is equivalent to {reference}: {difference_points} points ("
        "{difference_low_points} to {difference_high_points}, n = {pairs}), inside ±{band}."
    ),
    "answer_open": (
        "{value} has the highest mean, {best_acc}, but whether it beats {reference} is open: {difference_points} "
        "points ({difference_low_points} to {difference_high_points}, n = {pairs})."
    ),
    "answer_single": (
        "{value} came out highest with {best_acc}, but no value has two seeds to compare: this shows what happened "
        "once, not what to expect."
    ),
    "answer_unpaired": (
        "{value} has the highest mean so far, {best_acc} (n = {n}), but no seed in common with the reference, "
        "{reference}, so nothing is judged yet."
    ),
    "answer_alone": (
        "Only {value} can be judged so far: {best_acc} validation accuracy, n = {n}; there is nothing to compare "
        "it with."
    ),
    "answer_chance": (
        "No value is surely better than guessing: the highest, {value}, reached {best_acc} validation accuracy (n "
        "= {n}), where guessing gives {chance_acc}."
    ),
    "clear_better": (
        "{value} is clearly better than {reference}: {difference_points} points ({difference_low_points} to "
        "{difference_high_points}), Holm p {p_holm}, ahead in {ahead} of {pairs} seeds."
    ),
    "clear_worse": (
        "{value} is clearly worse than {reference}: {difference_points} points ({difference_low_points} to "
        "{difference_high_points}), Holm p {p_holm}, ahead in {ahead} of {pairs} seeds."
    ),
    "equivalent": (
        "{value} is equivalent to {reference}: {difference_points} points, and the whole interval ("
        "{difference_low_points} to {difference_high_points}) lies inside ±{band}."
    ),
    "undecided": (
        "{value} against {reference} is undecided: {difference_points} points ({difference_low_points} to "
        "{difference_high_points}), Holm p {p_holm}. If mean and spread stay as they are, {seeds} seeds would "
        "decide."
    ),
    "undecided_long": (
        "{value} against {reference} is undecided: {difference_points} points ({difference_low_points} to "
        "{difference_high_points}), Holm p {p_holm}. The difference varies by {sd_points} points from seed to "
        "seed, so even {seeds} seeds would leave it open by ±{half_points}."
    ),
    "single": (
        "One seed says what happened once: there is no interval and no verdict against {reference} for {names}. To "
        "compare them, train at least {seeds} seeds."
    ),
    "seeds": "The fewest seeds that may decide something are {seeds}, for {names}.",
    "seeds_many": (
        "The fewest seeds that may decide something are {seeds}, for {names}: the difference is small beside the "
        "luck of the seeds. More training pictures or more epochs may show it sooner."
    ),
    "edge": (
        "The best value, {value} ({best_acc}), is the {side} tried; it leads its neighbour {neighbour} by "
        "{lead_points} points ({low_points} to {high_points}). Next to try: {beyond}."
    ),
    "edge_single": (
        "The best value, {value} ({best_acc}), is the {side} tried, {lead_points} points above its neighbour "
        "{neighbour} in one seed. Next to try: {beyond}."
    ),
    "plateau": (
        "From {first} to {last} it hardly matters: {values} values differ from the best, {value}, by less than "
        "{band} points for sure; their means span {range_points} points."
    ),
    "overfitting": (
        "{value} overfits: its mean validation loss turned at epoch {epoch} ({lowest_loss}) and rose by "
        "{rise_percent} % to {end_loss} at epoch {last}, while the training loss fell from {from_loss} to {to_loss}"
        "."
    ),
    "divergence": "Diverged at epoch {first}, where the loss was no longer a finite number: {counts}.",
    "divergence_between": (
        "Diverged between epochs {first} and {last}, where the loss was no longer a finite number: {counts}."
    ),
    "stuck": (
        "Not surely better than guessing: {counts}. Guessing gives {chance_acc}, and on this validation set up to "
        "{floor_points} points more by luck."
    ),
    "alike": (
        "The same to the last bit: {names}. Their numbers are equal in every epoch and shared seed, so what sets them "
        "apart does not reach the training."
    ),
    "lagging": (
        "Validation may lag behind what was learned: {names}, not counted among the values that learned. {value} ended "
        "after {updates} updates with {training_acc} of the training pictures right and {validation_acc} of the "
        "others. Batch normalization validates with running averages, of which an update replaces 1 %: "
        "{left_percent} % of them is still what they began with. How much of the gap comes of that, more updates tell."
    ),
    "failed": "Failed, and count for nothing here: {counts}. The causes are listed under Runs.",
    "unfinished": (
        "Runs that have not reached the epoch asked for: {k} of {n}. The numbers below will change when they do."
    ),
    "time": (
        "{value} takes {saved_percent} % less training time than {best} ({saved_low_percent} to "
        "{saved_high_percent} %, n = {n}); its validation accuracy differs by {difference_points} points ("
        "{difference_low_points} to {difference_high_points})."
    ),
    "spread": (
        "Luck alone: the {n} seeds of {value}, which differ in nothing else, span {range_points} points ({low_acc} "
        "to {high_acc})."
    ),
    "power": (
        "This study (n = {n}, comparisons: {comparisons}) would have shown a difference of {seen_points} points "
        "four times in five (median over the values); smaller ones can hide."
    ),
    "power_none": (
        "This study (n = {n}, comparisons: {comparisons}) could miss any difference, even the largest there can "
        "be: the seeds are too few for their spread."
    ),
    "lottery": (
        "A lottery: with one run a value, {value} would have been named the best in {named_share} of all cases "
        "(every draw of one of {n} seeds for each of {values} values)."
    ),
    "fastest": (
        "{target_acc} validation accuracy, which {reference} reaches after {own_epochs} {own_epochs:epoch|epochs} "
        "({own_updates} updates, {own_seconds}), {value} reaches after {first_epochs} "
        "({first_updates} updates, {first_seconds}): medians over seeds, earlier in every seed."
    ),
    "fastest_censored": (
        "{target_acc} validation accuracy, which {reference} reaches after {own_epochs} {own_epochs:epoch|epochs} "
        "({own_updates} updates, {own_seconds}), {value} reaches after {first_epochs} "
        "({first_updates} updates, {first_seconds}): medians over seeds, earlier in every seed. "
        "Not reached at all by {counts}."
    ),
    "order": (
        "From epoch {epoch} of {last} on, the values that learned stand in the order of the end. At epoch {half} "
        "Kendall's tau with it is {tau} (1 is the same order, 0 none)."
    ),
    "order_open": (
        "The order of the values that learned changes up to the last epoch, {last}: one epoch before, Kendall's tau "
        "with it is "
        "{before_tau}, and {tau} at epoch {half} (1 is the same order, 0 none)."
    ),
    "improving": (
        "Still improving at epoch {last}: {names}. {value} gains {difference_points} points an epoch "
        "({difference_low_points} to {difference_high_points}) over the last fourth, so more epochs may change the "
        "answer."
    ),
    "fewer_trials": (
        "{fewest} random trials are expected to find {fewest_acc} (standard deviation {spread_points} points), within "
        "{band} points of what all {trials} are expected to, {best_acc} (Dodge et al. 2019)."
    ),
    "pictures_hold": (
        "Not only with other seeds but on other pictures like these as well, this stays clear: {names}. The nearest, "
        "{value} against {reference}: {difference_points} points ({difference_low_points} to {difference_high_points})."
    ),
    "pictures_hold_one": (
        "Not only with other seeds but on other pictures like these as well, {value} against {reference} stays clear: "
        "{difference_points} points ({difference_low_points} to {difference_high_points})."
    ),
    "pictures_open": (
        "Clear on these {pictures} pictures only: {names}. With other seeds on other pictures like them, {value} "
        "against "
        "{reference} is {difference_points} points ({difference_low_points} to {difference_high_points})."
    ),
    "classes": (
        "{value} does not change all classes alike: against {reference}, recall of {class} changes by "
        "{class_difference_points} points, that of all classes by {all_difference_points}, which is "
        "{apart_difference_points} points apart ({apart_low_difference_points} to {apart_high_difference_points}). Of "
        "{tests} pairs of a value and a class, {sure} surely differ from their value's average."
    ),
    "only_right": (
        "Of {pictures} validation pictures, every seed of {value} names {n} rightly that no run of another value "
        "that learned does; exchanging "
        "runs among the values would give {expected}. Their numbers: {places}."
    ),
    "only_wrong": (
        "Of {pictures} validation pictures, every seed of {value} names {n} wrongly that all runs of the other "
        "values that learned name rightly; "
        "exchanging runs among the values would give {expected}. Their numbers: {places}."
    ),
    "agreement_less": (
        "Two seeds of one value say the same class of {within_acc} of the pictures, two seeds of two values "
        "of {between_acc} (n = {n} runs, p {p_holm} by exchanging values within a seed): the value "
        "changes which pictures are named rightly, not only how many."
    ),
    "agreement_same": (
        "Two seeds of one value say the same class of {within_acc} of the pictures, two seeds of two values "
        "of {between_acc} (n = {n} runs, p {p_holm} by exchanging values within a seed): by what they "
        "say of pictures, values are not told apart from seeds."
    ),
    "why_zero": (
        "Zero initialisation: {counts}. In {value} the weights of {layer} are all 0 to the end (such layers: "
        "{measured}). Its units are alike, get the same gradient, and cannot become different."
    ),
    "why_exploding": (
        "Exploding gradients: {counts}. In {value} the gradient of {layer} was up to {measured} times as large as its "
        "weights, so a step throws them far away."
    ),
    "why_exploding_infinite": (
        "Exploding gradients: {counts}. In {value} the gradient of {layer} was no finite number any more."
    ),
    "why_dead": (
        "Dead units: {counts}. In {value}, {measured_share} of the units of {layer} say the same of every picture, so "
        "what comes after it is told next to nothing, and hardly any gradient comes back through it."
    ),
    "why_saturated": (
        "A saturated output: {counts}. {value} was sure (probability 0.999 and more) of a wrong class for "
        "{measured_share} of the training pictures that were looked at: the scores behind the probabilities are too "
        "large."
    ),
    "why_vanishing": (
        "Vanishing gradients: {counts}. In {value} the gradient of {layer} is {measured} times that of a later layer: "
        "the first layers hardly learn."
    ),
    "why_small": (
        "Too small a step: {counts}. In {value} a step changes the weights of the median layer by {measured} of their "
        "norm at most; near 0.001 is usual."
    ),
    "why_frozen": (
        "A frozen layer: {counts}. In {value} the weights of {layer} stay bit by bit as they were while others move "
        "(layers so: {measured})."
    ),
    "why_labels": (
        "Labels that do not fit: {counts}. {value} names {measured_share} of the training pictures that were looked at "
        "rightly and the validation pictures no better than guessing: it learned them by heart, and the labels, or the "
        "way the pictures were divided, should be looked at."
    ),
    "no_baseline": (
        "The study does not hold the baseline, {baseline}: differences are taken to its first value, {value}."
    ),
    "two_baselines": (
        "The studies below do not share one baseline: {name} is {values}. Compare values within a study, not across."
    ),
    "two_environments": (
        "{names}: the runs compared were trained in more than one environment, {name} is {values}. Their numbers "
        "may differ in the last digits, and their times are not compared."
    ),
    "importance": (
        "Among the dimensions studied, {value} moved the accuracy furthest: {range_points} points "
        "({range_low_points} to {range_high_points}) from the worst to the best of the values that learned."
    ),
    "importance_shared": (
        "Among the dimensions studied, {value} moved the accuracy furthest: {range_points} points "
        "({range_low_points} to {range_high_points}) from the worst to the best of the values that learned. "
        "It is not surely ahead of: {dimensions}."
    ),
    "finale_adds": (
        "Together {value}: {difference_points} points against the baseline ({difference_low_points} to "
        "{difference_high_points}, n = {n}); the single gains add up to {sum_difference_points}, and the two do not "
        "surely differ ({excess_difference_points} points, {excess_difference_low_points} to "
        "{excess_difference_high_points})."
    ),
    "finale_less": (
        "Together {value}: {difference_points} points against the baseline ({difference_low_points} to "
        "{difference_high_points}, n = {n}); that is less than the {sum_difference_points} to which the single gains "
        "add up ({excess_difference_points} points, {excess_difference_low_points} to {excess_difference_high_points})."
    ),
    "finale_more": (
        "Together {value}: {difference_points} points against the baseline ({difference_low_points} to "
        "{difference_high_points}, n = {n}); that is more than the {sum_difference_points} to which the single gains "
        "add up ({excess_difference_points} points, {excess_difference_low_points} to {excess_difference_high_points})."
    ),
    "finale_single": (
        "In one seed, {value} together: {difference_points} points against the baseline; the single gains add up to "
        "{sum_difference_points}. One seed says what happened once."
    ),
    "finale_keeps": (
        "{name} {setting} earns its place: taken away, it costs {worth_points} points ({worth_low_points} to "
        "{worth_high_points}, Holm p {p_holm})."
    ),
    "finale_harms": (
        "{name} {setting} does harm here: it is worth {worth_points} points, all together against all without it "
        "({worth_low_points} to {worth_high_points}, Holm p {p_holm})."
    ),
    "finale_idle": (
        "{name} {setting} adds nothing here: it is worth {worth_points} points, and the whole interval "
        "({worth_low_points} to {worth_high_points}) counts as no difference."
    ),
    "finale_open": (
        "{name} {setting} may earn its place or not: it is worth {worth_points} points, all together against all "
        "without it ({worth_low_points} to {worth_high_points}, Holm p {p_holm})."
    ),
    "finale_once": "In one seed, {name} {setting} is worth {worth_points} points, all together against all without it.",
    "finale_mean": "Chosen by their mean alone, not by a clear verdict: {names}.",
    "finale_seeds": (
        "The values were chosen on seeds that judge them here too ({seeds}), so single gains come out too high, and "
        "their sum most of all. Judge on others:"
    ),
    "finale_base": "The best of these configurations as a baseline: {value}.",
    "finale_table": "The best of these configurations is the table's baseline.",
    "published_inside": (
        "Is it right? Published test accuracy of this network: {published} ({source}; runs: {runs}). Here {value} "
        "reaches {reached_acc} ({low_acc} to {high_acc}, n = {n}) on {on}: inside."
    ),
    "published_above": (
        "Is it right? Published test accuracy of this network: {published} ({source}; runs: {runs}). Here {value} "
        "reaches {reached_acc} ({low_acc} to {high_acc}, n = {n}) on {on}: above it by "
        "{apart_points} points."
    ),
    "published_below": (
        "Is it right? Published test accuracy of this network: {published} ({source}; runs: {runs}). Here {value} "
        "reaches {reached_acc} ({low_acc} to {high_acc}, n = {n}) on {on}: below it by "
        "{apart_points} points, with nothing known that explains it. A copy of the pictures that was compressed anew "
        "would."
    ),
    "published_apart": (
        "Is it right? Published test accuracy of this network: {published} ({source}; runs: {runs}). Here {value} "
        "reaches {reached_acc} ({low_acc} to {high_acc}, n = {n}) on {on}, {apart_points} points less, which does "
        "not compare: {reasons}."
    ),
    "probe": (
        "The best combination is {value} with {best_acc} (n = {n}); the reference {reference} has {reference_acc}."
    ),
    "probe_reference": "The best combination is the reference, {value}, with {best_acc} (n = {n}).",
    "probe_alone": (
        "The best combination so far is {value} with {best_acc} (n = {n}); the reference has no result yet."
    ),
    "probe_shift": "The best {name} depends on the other dimension: {values}.",
    "tune": (
        "Best of {trials} trials is number {trial}: {best_acc} (n = {n}) with {value}. Later trials that did not "
        "improve on it: {since}."
    ),
    "tune_last": (
        "Best of {trials} trials is the last: {best_acc} (n = {n}) with {value}. More trials may improve on it."
    ),
    "tune_alone": "One trial has a result: {best_acc} (n = {n}) with {value}.",
    "tune_importance": (
        "In a forest fitted to these trials, {value} matters most: shuffling it costs the fit {share_points} "
        "points of R² (± {spread_points})."
    ),
    "batch_at_updates": (
        "Read after equally many updates ({updates}), {value} has the highest mean, {best_acc} (of {values}); after "
        "equally many epochs ({epochs}) it is {by_epochs}."
    ),
    "batch_at_time": (
        "Read after equal training time ({place_seconds}), {value} has the highest mean, {best_acc} (of {values}); "
        "after equally many epochs ({epochs}) it is {by_epochs}."
    ),
    "batch_scaling": (
        "Up to a batch of {value}, a batch twice as large needs little more than half of the updates to reach "
        "{target_acc}; beyond, it saves less."
    ),
    "batch_scales": (
        "Up to the largest batch, {value}, a batch twice as large needs little more than half of the updates to reach "
        "{target_acc}."
    ),
    "batch_no_scaling": (
        "From the smallest batch on, a batch twice as large needs clearly more than half of the updates to reach "
        "{target_acc}."
    ),
    "rate_chosen": (
        "Each value at the learning rate that was best on seeds {seeds}: {values}. Seeds {judge} judge them, which "
        "chose nothing."
    ),
    "rate_waiting": "No learning rate is chosen yet for: {names}. Their ladders have runs without a result.",
    "rate_unjudged": "Learning rates are chosen that no seed has judged yet: {names} ({runs} to train).",
    "rate_edge": (
        "The best rate lies at the end of its ladder, so a better one may lie beyond: {names}. Extend the ladder by "
        "{beyond}."
    ),
    "rate_order": (
        "Another order: at learning rate {rate} the means are {before}; each value at its own rate, {after}. {value} "
        "gains most, {gain_difference_points} points."
    ),
    "rate_same_order": (
        "The order of the means is the same, {after}, at learning rate {rate} and with each value at its own. {value} "
        "gains most, {gain_difference_points} points."
    ),
    "rate_verdict": "{value} was {was_verdict} at learning rate {rate}; at its own rate it is {now_verdict}.",
    "rate_base": "The best value with its rate as a baseline: {value}.",
    "next_rate_waiting": "Finish the ladders of learning rates: {names}.",
    "next_rate_unjudged": "Judge the chosen learning rates on seeds that chose nothing: {names}.",
    "next_rate_edge": "Extend the ladder of learning rates by {beyond}, for the best rate may lie beyond it: {names}.",
    "next_go_on": "Finish what was begun: {k} of {n} runs have not reached their epochs.",
    "next_lagging": (
        "Train {names} for {epochs} epochs, beside the reference: then the running averages have followed, and "
        "validation says what was learned."
    ),
    "next_single": "Train {seeds} seeds: one seed gives no verdict.",
    "next_seeds": "Train {seeds} seeds, the fewest that may decide something, for {names}.",
    "next_beyond": (
        "Look beyond the end of the range: {beyond}, since {value} did best and nothing further was tried."
    ),
    "next_probe": (
        "Ask for the learning rate too: at one rate alone, the study cannot tell whether a value is worse or only "
        "wants another rate ({name})."
    ),
    "next_finale": "Try the best values together, and without one at a time: {names}.",
}
