"""A crash test of every reader and verb that goes on as long as one likes: ``python tests/spoiling --minutes 15 yaml``.

``seeds`` has good input, ``changes`` spoils it, ``readers`` says what reads it and what has to hold of what is read,
and ``trial`` makes one try within bounds of time and memory. What once failed is kept in ``tests/spoiled`` and tried
again by ``test_spoiled_input.py``, which also tries some new input of each reader in every run.
"""
