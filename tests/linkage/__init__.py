"""The attack on secret votes: who voted how, from everything that is left behind.

    truth = Truth({person_id: Ballot("aye", "7K2M…")}, aliases={account_id: person_id})
    traces = [*postgres.traces(cluster, …)]          # whatever lies about: rows, dead rows, log, write-ahead log
    found = attack(truth, traces)                    # [] where the guesses are no better than chance

Used against the program's own tables (must find nothing) and against two naive designs kept here (must find
everything: an attack that does not bite proves nothing).
"""
