# SPDX-License-Identifier: EUPL-1.2
# The front door. Meson and Ninja do the work in build/; every target first installs the Debian
# packages it lacks (packages.txt).
PORT ?= 8080
HOUSE ?= house
PREFIX ?= /usr/local
export PREFIX TESTS MATCH BENCH FUZZ FUZZ_SECONDS LONG

help:
	@sed -n 's/^## //p' Makefile

## make run      build praxis, load the demonstration house, serve it (PORT=8080, HOUSE=house)
run:
	@tools/packages.sh run
	@tools/build.sh release src/cli/praxis demo_train
	@tools/demo_house.sh $(HOUSE)
	@exec build/praxis --house $(HOUSE) serve --port $(PORT) $$(build/praxis --house $(HOUSE) \
		setting list | sed -n 's/^\(demonstration\) *yes .*/--\1/p')

## make build    build the release program, build/praxis
build:
	@tools/packages.sh build
	@tools/build.sh release src/cli/praxis

## make test     run the tests (TESTS="unit cli ...": these rings; MATCH=REGEX: these programs)
test:
	@tests/run $(TESTS)

## make check    formatting, static analysis, limits, spelling, catalogues (CHECKS="format ...")
check:
	@tools/packages.sh check build
	@tools/check/run $(CHECKS)

## make agreement compare the checker of summaries with published evaluations (in ../shared/data)
agreement:
	@tools/build.sh release src/cli/praxis
	@tools/agreement.pl build/praxis ../shared/data >build/score_agreement.tsv
	@cp build/score_agreement.tsv data/score_agreement.tsv
	@tail -n 1 data/score_agreement.tsv
	@tools/agreement.pl build/praxis ../shared/data split

## make format   rewrite the C files in the house style
format:
	@tools/packages.sh check
	@git ls-files -z '*.c' '*.h' | xargs -0 clang-format-19 -i

## make messages collect the strings for translation into po/
messages:
	@tools/packages.sh build
	@tools/messages.sh

## make bench    run the benchmarks (BENCH=store: this one)
bench:
	@tools/packages.sh bench build
	@tools/bench.sh $(BENCH)

## make fuzz     fuzz every parser for a minute (FUZZ=NAME, FUZZ_SECONDS=60, LONG=1: an hour each)
fuzz:
	@tools/packages.sh fuzz build
	@tools/build.sh fuzz fuzzers
	@tests/fuzz/run.sh $(FUZZ)

## make install  install the program, its manual, the systemd unit (PREFIX=/usr/local, DESTDIR=)
install: build
	@meson configure build/release -Dprefix=$(PREFIX)
	@tools/build.sh release
	@meson install -C build/release --no-rebuild --quiet $(if $(DESTDIR),--destdir $(DESTDIR))

## make clean    remove build/ (not the house)
clean:
	@rm -rf build

.PHONY: help run build test check agreement format messages bench fuzz install clean
