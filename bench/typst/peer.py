# Compiles the certificate as often as a line on its input asks; answers with the seconds and a size.
import json
import sys
import time

import typst

folder = sys.argv[1]
compiler = typst.Compiler(f"{folder}/certificate.typ", root=folder, font_paths=[sys.argv[2]],
                          ignore_system_fonts=True)
data = [json.dumps(one) for one in json.load(open(f"{folder}/data.json"))]
done = 0
for line in sys.stdin:
    count = int(line)
    start = time.perf_counter()
    cpu = time.process_time()
    for _ in range(count):
        pdf = compiler.compile(format="pdf", pdf_standards=["a-3a"],
                               sys_inputs={"data": data[done % len(data)]})
        done += 1
    print(json.dumps({"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu,
                      "bytes": len(pdf), "version": typst.__version__}), flush=True)
    if len(sys.argv) > 3:
        open(sys.argv[3], "wb").write(pdf)
