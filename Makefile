# Targets wrap `python -m studies ...`, `python -m analysis.report` (`export`, `samples`) and `python -m classifier_gui`,
# with the same words.
#
#   make study-lr MODEL=resnet DATASET=cifar10 SEEDS=3 EPOCHS=10 SAMPLES=all VALUES=0.1,0.01 WIDTH=1.0 WORKERS=1
#   make chapter MODEL=lenet DATASET=digits SEEDS=2 BUDGET=2h PROBE=1 DRY_RUN=1
#   make chapter MODEL=resnet ENGINE=ray WORKERS=8 THREADS=4 SHARE=1        on a cluster, see docs/cluster.md
#   make tune MODEL=resnet TUNER=random|bayesian|hyperband TRIALS=30 DIMENSIONS=learning_rate,l2
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON := .venv/bin/python
BOOTSTRAP ?= python3

# A variable that is given becomes an option; one that is not leaves the command line's default.
option = $(if $($(1)),--$(2) '$($(1))')
COMMON = $(call option,MODEL,model) $(call option,DATASET,dataset) $(call option,VALIDATION,validation) $(call option,SEEDS,seeds) \
         $(call option,EPOCHS,epochs) $(call option,SAMPLES,samples) $(call option,WIDTH,width) \
         $(call option,WORKERS,workers) $(call option,THREADS,threads) $(call option,ENGINE,engine) \
         $(call option,SHARE,share) $(call option,PRECISION,precision) $(call option,KEEP,keep) $(if $(ONLY),--only) \
         $(if $(DRY_RUN),--dry-run)
PLAN = $(COMMON) $(call option,BUDGET,budget) $(if $(PROBE),--probe)
SWEEP = $(PLAN) $(call option,VALUES,values)
TUNE = $(COMMON) $(call option,TUNER,tuner) $(call option,TRIALS,trials) $(call option,DIMENSIONS,dimensions)
REPORT = $(call option,MODEL,model) $(call option,DATASET,dataset) $(call option,VALIDATION,validation) $(call option,LANGUAGE,language)
# After a study, also one of which some runs failed (3): the network's best model, where there is a new one, and what
# else is given. The exit code is the study's, unless only what followed went wrong.
after = code=$$?; if [[ $$code == [03] && -z '$(DRY_RUN)' ]]; then { $(EXPORT_BEST) $(1); } || code=$$((code ? code : 1)); fi; \
        exit $$code
EXPORT_BEST = $(PYTHON) -m analysis.export --if-any $(call option,MODEL,model) --dataset '$(or $(DATASET),cifar10)' $(call option,VALIDATION,validation)
# What a user typed, for the line that says how to go on.
TYPED = MODEL DATASET VALIDATION SEEDS EPOCHS SAMPLES VALUES WIDTH WORKERS PRECISION KEEP TUNER TRIALS DIMENSIONS BUDGET PROBE ONLY THREADS ENGINE SHARE
export SWEEPBOOK_COMMAND = make $@ $(strip $(foreach v,$(TYPED),$(if $($(v)),$(v)='$($(v))')))
# Make ignores a variable that nothing reads: EPOCH=50 would train the default's epochs.
VARIABLES = $(TYPED) DRY_RUN LANGUAGE STUDY FILES PORT TESTS SCENARIO BENCH GPU BOOTSTRAP PYTHON
UNKNOWN := $(filter-out $(VARIABLES),$(foreach v,$(.VARIABLES),$(if $(filter command,$(firstword $(origin $(v)))),$(v))))
$(if $(UNKNOWN),$(error no variable is called $(UNKNOWN): there are $(VARIABLES)))

STUDIES = study-lr study-optimizer study-loss study-batch-size study-epochs study-activation study-initializer study-l2

.PHONY: help setup demo test test-cluster lint tensorboard report export samples chapter tune list status clean clean-study gui \
        bench $(STUDIES) study-learning-rate

help:  ## show this list
	@grep -hE '^[a-z$$(][A-Za-z0-9_()$$ -]*:.*## ' $(MAKEFILE_LIST) | sed 's/$$(STUDIES)/study-lr .../' | \
	  awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'
	@echo "  dimensions:    $(STUDIES)"

setup: .venv/ready  ## make .venv from the lock file (GPU=1 adds TensorFlow's CUDA libraries)

.venv/ready: requirements.lock
	$(BOOTSTRAP) -m venv .venv
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(if $(GPU),$(PYTHON) -m pip install --quiet "$$(grep -o 'tensorflow==[0-9.]*' requirements.lock | head -1 | sed 's/==/[and-cuda]==/')")
	touch $@

$(STUDIES): .venv/ready  ## sweep one dimension: make study-lr MODEL=resnet
	@$(PYTHON) -m studies study $(@:study-%=%) $(SWEEP); $(call after)

study-learning-rate: study-lr

chapter: .venv/ready  ## the eight studies of a network: make chapter MODEL=lenet SEEDS=3
	@$(PYTHON) -m studies chapter $(PLAN); $(call after,&& $(PYTHON) -m analysis.report $(REPORT))

tune: .venv/ready  ## search dimensions together: make tune MODEL=resnet TUNER=bayesian TRIALS=30
	@$(PYTHON) -m studies tune $(TUNE); $(call after)

list: .venv/ready  ## dimensions, networks, and the studies there are
	@$(PYTHON) -m studies list

status: .venv/ready  ## done, running, left, ETA and disk, per study
	@$(PYTHON) -m studies status

clean: .venv/ready  ## show what all outputs take, ask, and remove them
	@$(PYTHON) -m studies clean

clean-study: .venv/ready  ## remove one study (STUDY=name); runs that others use stay
	@$(PYTHON) -m studies clean-study '$(STUDY)'

demo: .venv/ready  ## the learning-rate study of LeNet-5 on digits, two seeds, and its report: no network needed
	@$(PYTHON) -m studies study lr --model lenet --dataset digits --seeds 2 --epochs 5
	@$(PYTHON) -m analysis.export --model lenet --dataset digits
	@$(PYTHON) -m analysis.report --model lenet --dataset digits

report: .venv/ready  ## write reports/ from what is stored: make report MODEL=lenet LANGUAGE=zh
	@$(PYTHON) -m analysis.report $(REPORT)

export: .venv/ready  ## the best model of each network as a bundle: make export MODEL=lenet DATASET=digits
	@$(PYTHON) -m analysis.export $(call option,MODEL,model) $(call option,DATASET,dataset)

samples: .venv/ready  ## five test pictures a class for the classifier: make samples DATASET=digits
	@$(PYTHON) -m analysis.samples $(call option,DATASET,dataset)

gui: .venv/ready  ## open the classifier
	@$(PYTHON) -m classifier_gui $(FILES)

tensorboard: .venv/ready  ## show every run at http://localhost:6006 (PORT=6007 elsewhere)
	@$(PYTHON) -m studies tensorboard $(call option,PORT,port)

test: .venv/ready  ## all tests but those of a cluster
	@$(PYTHON) -m pytest -n 2 --dist worksteal -m 'not cluster' $(TESTS)

test-cluster: .venv/ready  ## tests on a real Ray cluster of several nodes on this machine
	@$(PYTHON) -m pytest -m cluster tests/studies/test_cluster.py

.venv/bench: .venv/ready pyproject.toml
	$(PYTHON) -m pip install --quiet --disable-pip-version-check $$($(PYTHON) -c "import tomllib; \
	  print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['bench'])")
	touch $@

bench: .venv/bench  ## the same study here and with others: make bench SCENARIO=lenet-lr
	@$(PYTHON) -m benchmarks $(or $(SCENARIO),lenet-lr) $(BENCH)

lint: .venv/ready  ## style, types and the arrows between the packages
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-logo
