"""A process that `side_by_side.measured` starts: says when it is ready, waits, and answers as it is told."""

import json
import sys
import time


def main() -> None:
    what, options, precisions = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3].split(",")
    for precision in precisions:
        print("what a library prints")
        if what == "ends" and precision == precisions[-1]:
            sys.exit("no CUDA for you")
        if what == "hangs" and precision == precisions[-1]:
            time.sleep(60)
        print("ready", flush=True)
        sys.stdin.readline()
        print(json.dumps({"precision": precision, **options}), flush=True)


if __name__ == "__main__":
    main()
