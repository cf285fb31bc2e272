INSTALLERS = package-deb test-deb package-arm test-arm package-windows test-windows

.PHONY: run test test-screen check bench attack fuzz validate package freeze reproduce manual $(INSTALLERS) lock score \
	files score-files clean

run:
	sh run.sh

test test-screen check bench attack fuzz validate package freeze reproduce manual $(INSTALLERS) lock:
	sh run.sh $@

score:
	sh run.sh score "$(CASES)"

files score-files:
	sh run.sh $@ "$(DIR)"

clean:
	rm -rf build .mypy_cache .pytest_cache .ruff_cache .hypothesis
