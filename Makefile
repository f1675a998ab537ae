# The commands of the project. MVN may name another Maven, ARGS adds to its options.
MVN ?= mvn
ARGS ?=
maven = $(strip $(MVN) -B -ntp $(ARGS))
# as many modules at a time as there are cores
parallel = -T 1C
# seconds for each target, and which of them, separated by commas; all when empty
FUZZ_SECONDS ?= 60
FUZZ_TARGETS ?=
fuzz = $(maven) -q -Pfuzz -pl fuzz-tests -am verify -Dtest=FuzzRun -Dsurefire.failIfNoSpecifiedTests=false \
  -Dfuzz.seconds=$(FUZZ_SECONDS) -Dfuzz.targets=$(FUZZ_TARGETS)
mutation = $(maven) -Pmutation -pl core-tests -am verify
pictures = $(maven) -q -pl distribution -am verify -Dpictures.record=true -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
  -Dit.test=ConsolePicturesIT -Dfailsafe.failIfNoSpecifiedTests=false
muster = distribution/target/muster

.DEFAULT_GOAL := help
.PHONY: help run test pictures fuzz mutation bench dist

help:
	@echo "make run    builds what is missing, starts the product in demo mode on http://localhost:8080"
	@echo "            $(maven) -q -DskipTests package && $(muster)/bin/muster demo"
	@echo "make test   every test: unit, contract kits, in-framework, end to end, browser, console"
	@echo "            $(maven) $(parallel) verify"
	@echo "make pictures  records what a demo answers, and takes the pictures of docs/console anew"
	@echo "            $(pictures)"
	@echo "make fuzz   fuzzes what anybody can send, for FUZZ_SECONDS a target (FUZZ_TARGETS: which)"
	@echo "            $(fuzz)"
	@echo "make mutation  whether the tests of the core notice when its code is wrong"
	@echo "            $(mutation)"
	@echo "make bench  the benchmarks of docs/performance.md, printing one table"
	@echo "            $(maven) -q -Pbench verify"
	@echo "make dist   builds the distribution without running tests"
	@echo "            $(maven) -q -DskipTests package"

run: dist
	@exec $(muster)/bin/muster demo

test:
	@build/require-programs chromium apache
	@build/quietly $(maven) $(parallel) verify

pictures:
	@build/require-programs chromium
	@$(pictures)

fuzz:
	@$(fuzz)

mutation:
	@$(mutation)

bench:
	@$(maven) -q -Pbench verify

dist:
	@$(maven) -q -DskipTests package
	@ls distribution/target/muster-*.tar.gz
