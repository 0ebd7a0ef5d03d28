# make demo   builds, puts the pages of corpus/ into a register and shows it at http://127.0.0.1:8080
#             until Ctrl-C; LISTEN=host:port for another address
# make test   all tests, the islands' first, the register's on SQLite and PostgreSQL, the pages' in a browser, the wheel's
#             on a cluster of Spark
# make wheel  the wheel for Python, into target/wheels
# make scores writes corpus/SCORES.tsv anew after a change that is meant
# make readme puts the real output of the example into the READMEs
# make bench  bytes per second of each stage, into docs/performance.md
# make fuzz   each fuzz target for TIME seconds (60)

export PATH := $(HOME)/.cargo/bin:$(PATH)
TIME ?= 60
LISTEN ?= 127.0.0.1:8080

.PHONY: demo test wheel scores readme bench fuzz setup

demo: setup
	cargo build --release --locked --package jiehao
	LISTEN=$(LISTEN) tools/demo.sh

# the register is tested on a PostgreSQL of its own, which tools/postgres.sh starts and takes away
test: setup
	@if [ -d web/node_modules ]; then npm run --silent --prefix web check && npm run --silent --prefix web test; \
	else echo "no web/node_modules: islands are not tested"; fi
	@if cargo nextest --version >/dev/null 2>&1; then \
		tools/postgres.sh cargo nextest run --workspace --locked --no-fail-fast --status-level fail && \
		cargo test --workspace --locked --doc --quiet; \
	else \
		tools/postgres.sh cargo test --workspace --locked --no-fail-fast; \
	fi
	tools/python.sh

wheel: setup
	tools/python.sh --release build

scores: setup
	UPDATE=1 cargo test --locked --package jiehao --test corpus

readme: setup
	tools/readme.sh

bench: setup
	tools/bench.sh

fuzz: setup
	TIME=$(TIME) tools/fuzz.sh

setup:
	@bash tools/setup.sh
