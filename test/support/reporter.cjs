// A spec list while running and every failure in full at the end. The figures go to the file of the
// option `result`, else on the last line. A run that is kept alive by what a test left behind is ended.
const { writeFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

/** How long whatever the tests started may take to end. */
const LEFT_MS = 60_000;

class IkrarReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes: passed, failures: failed, pending: skipped } = this.stats;
      const failures = this.failures.map((test) => ({
        title: test.fullTitle(),
        file: test.file ?? '',
        error: test.err?.stack ?? String(test.err),
      }));
      const file = options.reporterOptions?.result;
      if (file) writeFileSync(file, JSON.stringify({ passed, failed, skipped, failures }));
      else process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
      // It only fires when something else keeps the process alive: a lane must not wait for ever.
      setTimeout(() => process.exit(1), LEFT_MS).unref();
    });
  }
}

module.exports = IkrarReporter;
