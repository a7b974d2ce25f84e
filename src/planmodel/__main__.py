"""``python -m planmodel`` is the ``planmodel`` command."""

from planmodel.cli.main import main

if __name__ == "__main__":
    main()
