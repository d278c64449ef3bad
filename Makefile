# What a person types. Needs git, make and Python 3.11 or newer; everything else is made from here.

VENV := .venv
PY   := $(VENV)/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
export PYTHONUTF8 := 1
# What another database could make different: statements, imports, acts; not how a request travels.
ON_526 := tests/graph tests/seeds tests/access/acts tests/access/test_matrix.py tests/api/sockets/test_handshake.py \
  tests/api/test_conversations.py tests/api/test_supporters_oracle.py tests/schema/test_supporters_statement.py

# Tests run in so many processes, each with a database of its own (1.5 GiB); a file stays in one of them.
WORKERS := 2
TOGETHER := --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder

.PHONY: help environment serve test test-long test-rest test-clients test-fuzz test-526 test-all lint clean

help:
	@echo 'make serve      启动服务                        start the service'
	@echo 'make test       测试（只需要 Python）           the tests that need nothing but Python'
	@echo 'make test-all   全部测试（浏览器、慢、5.26 等） all tests: browser, slow ones, front-end tools, Neo4j 5.26'
	@echo 'make test-clients  前端工具的检验（需要 Node）  what front-end tools judge (needs Node)'
	@echo 'make test-fuzz  按接口定义随机请求（约一小时）   requests made up from the schema, about an hour'
	@echo 'make test-long  一小时级的穷举检验              the exhaustive tests of who may see what, about an hour'
	@echo 'make lint       代码检查                        style, types, import contracts'
	@echo 'make clean      清除环境，保留数据 .gongjian    remove the environment, keep the data'

environment:
	@sh .ci/environment.sh $(VENV)

serve: environment
	@$(VENV)/bin/gongjian serve --local-sign-in

test: environment
	$(PY) -m pytest $(TOGETHER) -m "not browser and not slow and not long and not clients"

test-rest: environment
	@sh .ci/chromium.sh
	$(PY) -m pytest $(TOGETHER) -m "(browser or slow) and not long and not clients"
	$(MAKE) test-clients
	$(MAKE) test-fuzz FUZZ="--seeds 1 --examples 10 --seconds 60"
	$(MAKE) test-526

test-clients: environment
	@sh .ci/clients.sh $(VENV)
	$(PY) -m pytest $(TOGETHER) -m "clients and not long"

# A share of it runs with test-rest; the whole is three seeds with 500 requests for every root field.
FUZZ := --seeds 1,2,3 --examples 500 --seconds 1200
test-fuzz: environment
	@sh .ci/fuzz.sh $(PY) $(VENV)-fuzz
	$(PY) -m tests.fuzz $(VENV)-fuzz/bin/st $(FUZZ)

test-526: environment
	$(PY) -m tests.on_526 --workers $(WORKERS) --dist=loadfile --no-loadscope-reorder $(ON_526)

test-all: test test-rest

test-long: environment
	$(PY) -m pytest -m long -s

lint: environment
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/basedpyright
	$(VENV)/bin/lint-imports

clean:
	rm -rf $(VENV) $(VENV)-fuzz .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	rm -rf tests/clients/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
