# Targets wrap `sweepbook VERB`, with the same words.
#
#   make study-lr MODEL=resnet DATASET=cifar10 SIZE=32 SEEDS=3 EPOCHS=10 SAMPLES=all VALUES=0.1,0.01 WIDTH=1.0 WORKERS=1
#   make chapter MODEL=lenet DATASET=digits SEEDS=2 BUDGET=2h PROBE=1 DIMENSIONS=all DRY_RUN=1
#   make chapter MODEL=resnet ENGINE=ray WORKERS=8 THREADS=4 SHARE=1        on a cluster, see docs/cluster.md
#   make chapter MODEL=lenet BASE="optimizer=momentum learning_rate=0.03"   what does not vary; or BASE=best
#   make study-optimizer MODEL=lenet TUNED=lr                               each value at its own learning rate
#   make study DIMENSION=depth MODEL=my_net.py                              a network of your own, and its dimension
#   make tune MODEL=resnet TUNER=random|bayesian|hyperband TRIALS=30 DIMENSIONS=learning_rate,l2
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON := .venv/bin/python
BOOTSTRAP := python3

# Only what was typed on make's command line counts, never a variable of the environment: desktops set LANGUAGE.
# A value is taken as it was typed, dollars included, and reaches the shell as one word that it does not read.
typed = $(if $(filter command,$(firstword $(origin $(1)))),$(value $(1)))
quoted = '$(subst ','\'',$(1))'
# A variable that is given becomes an option; one that is not leaves the command line's default.
option = $(if $(call typed,$(1)),--$(2) $(call quoted,$(call typed,$(1))))
flag = $(if $(call typed,$(1)),--$(2))
# Words with blanks between them; quotes inside keep blanks together, and nothing else is read. One must be closed.
, := ,
closed = xargs -a <(printf %s $(call quoted,$(call typed,$(1)))) true 2>/dev/null || { echo error: \
	$(call quoted,$(1)=$(call typed,$(1)) has a quote that is not closed: close it$(,) or write \ before it.) >&2; exit 2; };
typed_words = $(closed) xargs -a <(printf %s $(call quoted,$(call typed,$(1))))
TRAINED = $(call option,MODEL,model) $(call option,DATASET,dataset) $(call option,VALIDATION,validation) $(call option,SIZE,size) \
          $(call option,BASE,base) $(call option,SAMPLES,samples) $(call option,WIDTH,width) $(call option,PRECISION,precision) \
          $(call option,THREADS,threads)
COMMON = $(TRAINED) $(call option,SEEDS,seeds) $(call option,EPOCHS,epochs) $(call option,WORKERS,workers) \
         $(call option,ENGINE,engine) $(call option,SHARE,share) $(call option,KEEP,keep) $(call flag,ONLY,only) \
         $(call flag,PROBES,probes) $(call flag,DRY_RUN,dry-run)
FINALE = $(COMMON) $(call option,BUDGET,budget)
PLAN = $(FINALE) $(call flag,PROBE,probe) $(call option,TUNED,tuned)
SWEEP = $(PLAN) $(call option,VALUES,values)
TUNE = $(COMMON) $(call option,TUNER,tuner) $(call option,TRIALS,trials) $(call option,DIMENSIONS,dimensions)
REPORT = $(call option,MODEL,model) $(call option,DATASET,dataset) $(call option,VALIDATION,validation) $(call option,SIZE,size) $(call option,LANGUAGE,language) \
         $(call option,FROM,from) $(call option,COLUMNS,columns) $(call option,OUT,out) \
         $(call flag,SLIDES,slides) $(call flag,PAPER,paper)
# After a study, also one of which some runs failed (3): the network's best model, where there is a new one, and what
# else is given. The exit code is the study's, unless only what followed went wrong.
after = $(if $(call typed,DRY_RUN),, then $(EXPORT_BEST) $(1))
EXPORT_BEST = export --if-any $(call option,MODEL,model) --dataset $(call quoted,$(or $(call typed,DATASET),cifar10)) $(call option,VALIDATION,validation) $(call option,SIZE,size)
# Which variables a target takes. Another is refused, as is one that nobody knows: make itself would ignore either, so
# that EPOCH=50 or `tune BUDGET=2h` would train something else.
SHARED_WORDS = MODEL DATASET VALIDATION SIZE SEEDS BASE EPOCHS SAMPLES WIDTH WORKERS PRECISION KEEP THREADS ENGINE SHARE ONLY PROBES DRY_RUN
TAKES_study = $(SHARED_WORDS) VALUES BUDGET PROBE TUNED
TAKES_chapter = $(SHARED_WORDS) BUDGET PROBE TUNED DIMENSIONS LANGUAGE
TAKES_finale = $(SHARED_WORDS) BUDGET LANGUAGE
TAKES_tune = $(SHARED_WORDS) TUNER TRIALS DIMENSIONS
TAKES_one-study = DIMENSION
TAKES_new-network = FILE
TAKES_watch = MODEL LANGUAGE PORT
TAKES_report = MODEL DATASET VALIDATION SIZE LANGUAGE FROM COLUMNS OUT COMPARE SLIDES PAPER
TAKES_export = MODEL DATASET SIZE
TAKES_find-lr = MODEL DATASET VALIDATION SIZE BASE SAMPLES WIDTH PRECISION THREADS
TAKES_samples = DATASET SIZE
TAKES_publish = TO MODEL DATASET
TAKES_import = FROM
TAKES_audit = RUNS MODEL DATASET
TAKES_clean-study = STUDY
TAKES_gui = FILES
TAKES_tensorboard = PORT
TAKES_test = TESTS GPU
TAKES_bench = SCENARIO BENCH
TAKES_setup = GPU
ALWAYS = BOOTSTRAP PYTHON
GIVEN := $(foreach v,$(.VARIABLES),$(if $(filter command,$(firstword $(origin $(v)))),$(v)))
# Nor is it handed to programs by the environment: make would read `$(shell ...)` in it to do so.
unexport $(GIVEN)
KNOWN := $(SHARED_WORDS) $(filter-out $(SHARED_WORDS),$(sort $(foreach v,$(filter TAKES_%,$(.VARIABLES)),$($(v))))) $(ALWAYS)
TAKEN := $(ALWAYS) $(foreach goal,$(MAKECMDGOALS),$(TAKES_$(if $(filter study-%,$(goal)),study,$(goal))) $(if $(filter study,$(goal)),$(TAKES_one-study)))
UNKNOWN := $(filter-out $(KNOWN),$(GIVEN))
IGNORED := $(filter-out $(TAKEN),$(GIVEN))
$(if $(UNKNOWN),$(error no variable is called $(UNKNOWN): there are $(KNOWN)))
$(if $(IGNORED),$(error `make $(or $(MAKECMDGOALS),help)` takes no $(IGNORED): it takes $(strip $(TAKEN))))
# A switch is on or it is not there.
SWITCHES := $(foreach v,ONLY DRY_RUN PROBE PROBES GPU SLIDES PAPER,$(if $(call typed,$(v)),$(if $(filter-out 1,$(call typed,$(v))),$(v)=$(call typed,$(v)))))
$(if $(strip $(SWITCHES)),$(error $(strip $(SWITCHES)): give $(firstword $(subst =, ,$(strip $(SWITCHES))))=1, or leave it out))
# A recipe's line ends where a value's does, and the shell would read the rest.
define LINE_END


endef
BROKEN := $(strip $(foreach v,$(GIVEN),$(if $(findstring $(LINE_END),$(value $(v))),$(v))))
$(if $(BROKEN),$(error $(firstword $(BROKEN)) has a line end in its value: give it on one line))
# As of a shell's variable that was not set: what it was to say is not known, and not guessed.
EMPTY := $(strip $(foreach v,$(GIVEN),$(if $(strip $(value $(v))),,$(v))))
$(if $(EMPTY),$(error $(firstword $(EMPTY)) is empty: give a value, or leave it out))
# What a user typed, for the line that says how to go on.
SAID := $(filter $(GIVEN),$(filter-out DRY_RUN,$(SHARED_WORDS)) VALUES BUDGET PROBE TUNED TUNER TRIALS DIMENSION DIMENSIONS LANGUAGE)
export SWEEPBOOK_COMMAND = make $@$(if $(SAID), )$(foreach v,$(SAID),$(v)=$(call quoted,$(value $(v))))

STUDIES = study-lr study-optimizer study-loss study-batch-size study-epochs study-activation study-initializer study-l2 study-augmentation study-schedule study-dropout study-label-smoothing \
          study-momentum study-weight-decay

.PHONY: help setup demo test test-cluster lint tensorboard report export samples chapter tune finale list status clean clean-study gui \
        bench $(STUDIES) study-learning-rate study new-network watch publish import audit find-lr

help:  ## show this list
	@grep -hE '^[a-z$$(][A-Za-z0-9_()$$ -]*:.*## ' $(MAKEFILE_LIST) | sed 's/$$(STUDIES)/study-lr .../' | \
	  awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'
	@echo "  dimensions:    $(STUDIES)"

setup: .venv/ready  ## make .venv from the lock file (GPU=1 adds TensorFlow's CUDA libraries)

FOUND = $(call quoted,$(value BOOTSTRAP))
# Made anew by another BOOTSTRAP, and where an attempt before did not come to its end.
.venv/ready: requirements.lock $(if $(filter setup,$(MAKECMDGOALS)),$(if $(call typed,BOOTSTRAP)$(call typed,GPU),asked))
	@version=$$($(FOUND) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null); \
	  case $$version in 3.11|3.12|3.13) ;; *) echo $(FOUND) "is Python $${version:-(it does not run)}: Sweepbook needs \
	3.11, 3.12 or 3.13. Give BOOTSTRAP=python3.12, or the path of one." >&2; exit 2;; esac
	$(FOUND) -m venv $(if $(call typed,BOOTSTRAP),--clear,$(if $(wildcard .venv/ready),,--clear)) .venv
	$(PYTHON) tools/install.py $(if $(call typed,GPU),--gpu)
	touch $@

.PHONY: asked scenario

$(STUDIES): .venv/ready  ## sweep one dimension: make study-lr MODEL=resnet
	@$(PYTHON) -m sweepbook study $(@:study-%=%) $(SWEEP)$(call after)

study-learning-rate: study-lr

study: .venv/ready  ## sweep any dimension, of your own network too: make study DIMENSION=depth MODEL=my_net.py
	@$(PYTHON) -m sweepbook study $(call quoted,$(call typed,DIMENSION)) $(SWEEP)$(call after)

new-network: .venv/ready  ## write a network of your own to begin with: make new-network FILE=my_net.py
	@$(PYTHON) -m sweepbook new-network $(call quoted,$(or $(call typed,FILE),my_net.py))

chapter: .venv/ready  ## a study of each dimension: make chapter MODEL=lenet SEEDS=3 DIMENSIONS=lr,l2
	@$(PYTHON) -m sweepbook chapter $(PLAN) $(call option,DIMENSIONS,dimensions)$(call after,then report $(REPORT))

tune: .venv/ready  ## search dimensions together: make tune MODEL=resnet TUNER=bayesian TRIALS=30
	@$(PYTHON) -m sweepbook tune $(TUNE)$(call after)

finale: .venv/ready  ## the best value of each study together: make finale MODEL=lenet
	@$(PYTHON) -m sweepbook finale $(FINALE)$(call after,then report $(REPORT))

list: .venv/ready  ## dimensions, networks, and the studies there are
	@$(PYTHON) -m sweepbook list

status: .venv/ready  ## done, running, left, ETA and disk, per study
	@$(PYTHON) -m sweepbook status

clean: .venv/ready  ## show what all outputs take, ask, and remove them
	@$(PYTHON) -m sweepbook clean

clean-study: .venv/ready  ## remove one study (STUDY=name); runs that others use stay
	@$(PYTHON) -m sweepbook clean-study $(call quoted,$(call typed,STUDY))

demo: .venv/ready  ## the learning-rate study of LeNet-5 on digits, two seeds, and its report: no network needed
	@$(PYTHON) -m sweepbook study lr --model lenet --dataset digits --seeds 2 --epochs 5 \
	  then export --model lenet --dataset digits then report --model lenet --dataset digits

watch: .venv/ready  ## the report in a browser while studies are trained (MODEL=, LANGUAGE=, PORT=)
	@$(PYTHON) -m sweepbook watch $(call option,MODEL,model) $(call option,LANGUAGE,language) $(call option,PORT,port)

report: .venv/ready  ## write reports/ from what is stored: make report MODEL=lenet LANGUAGE=zh
	@$(if $(call typed,COMPARE),$(call typed_words,COMPARE)) $(PYTHON) -m sweepbook report $(REPORT) $(if $(call typed,COMPARE),--compare)

export: .venv/ready  ## the best model of each network as a bundle: make export MODEL=lenet DATASET=digits
	@$(PYTHON) -m sweepbook export $(call option,MODEL,model) $(call option,DATASET,dataset) $(call option,SIZE,size)

publish: .venv/ready  ## hand studies on, without weights: make publish TO=records MODEL=lenet
	@$(PYTHON) -m sweepbook publish $(call quoted,$(or $(call typed,TO),records)) $(call option,MODEL,model) $(call option,DATASET,dataset)

import: .venv/ready  ## take published records in: make import FROM=docs/chapter6/records
	@$(PYTHON) -m sweepbook import $(call quoted,$(or $(call typed,FROM),records))

audit: .venv/ready  ## train stored runs anew and compare every bit: make audit RUNS=20 MODEL=lenet
	@$(PYTHON) -m sweepbook audit $(call option,RUNS,runs) $(call option,MODEL,model) $(call option,DATASET,dataset)

find-lr: .venv/ready  ## 900 steps with a growing learning rate: make find-lr MODEL=lenet DATASET=digits
	@$(PYTHON) -m sweepbook find-lr $(TRAINED)

samples: .venv/ready  ## five test pictures a class for the classifier: make samples DATASET=digits
	@$(PYTHON) -m sweepbook samples $(call option,DATASET,dataset) $(call option,SIZE,size)

gui: .venv/ready  ## open the classifier: make gui FILES="my cat.jpg"
	@files=$(call quoted,$(call typed,FILES)); if [[ -e $$files ]]; then set -- "$$files"; else set -- $$files; fi; \
	  $(PYTHON) -m sweepbook gui "$$@"

tensorboard: .venv/ready  ## show every run at http://localhost:6006 (PORT=6007 elsewhere)
	@$(PYTHON) -m sweepbook tensorboard $(call option,PORT,port)

ON_A_GPU = env CUDA_VISIBLE_DEVICES="$${CUDA_VISIBLE_DEVICES:-0}" $(PYTHON) -m pytest -n 0 -m gpu tests/gpu
# Three at once, on two cores too: a test that waits for a command's processes leaves a core to another.
test: .venv/ready  ## all tests but those of a cluster (GPU=1: only those that train on a GPU)
	@$(if $(call typed,TESTS),$(call typed_words,TESTS)) $(if $(call typed,GPU),$(ON_A_GPU),$(PYTHON) -m pytest -n 3 --dist worksteal -m 'not cluster and not gpu')

test-cluster: .venv/ready  ## tests on a real Ray cluster of several nodes on this machine
	@$(PYTHON) -m pytest -m cluster tests/studies/execution/ray/test_engine.py

SCENARIO_NAME = $(call quoted,$(or $(call typed,SCENARIO),lenet-lr))
scenario: .venv/ready
	@$(if $(call typed,BENCH),$(call closed,BENCH))
	@$(PYTHON) -m benchmarks $(SCENARIO_NAME) --help >/dev/null  # refuses one that there is not, before all is installed

.venv/bench: .venv/ready pyproject.toml | scenario
	$(PYTHON) -m pip install --quiet --disable-pip-version-check $$($(PYTHON) -c "import tomllib; \
	  print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['bench'])")
	touch $@

bench: .venv/bench  ## the same study here and with others: make bench SCENARIO=lenet-lr (SCENARIO=gpu: speed on a GPU)
	@$(if $(call typed,BENCH),$(call typed_words,BENCH)) $(PYTHON) -m benchmarks $(SCENARIO_NAME)

lint: .venv/ready  ## style, format, types and the arrows between the packages and rooms
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-logo
