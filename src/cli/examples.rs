//! Examples that `--help` ends with. In: nothing. Out: one text a command. Never: a command that does not exist;
//! a test asks.

use clap::Command;

/// Examples by command.
pub(super) const EXAMPLES: &[(&str, &[&str])] = &[
    (
        "build",
        &[
            "gameplan -L content build                          all audiences into content/public",
            "gameplan build --audience partner:northsea         for one partner",
            "gameplan build --customer fjordlys --only customers  one customer's documents anew",
        ],
    ),
    (
        "check",
        &[
            "gameplan check                        everything",
            "gameplan check playbook/mail.md       one page",
            "gameplan check --fail-on warning --format json",
            "gameplan check --baseline known.tsv --update-baseline   live with what is there",
            "gameplan check --baseline known.tsv                     report what is new",
            "gameplan check --since origin/main --format github     what a pull request is answerable for",
        ],
    ),
    ("serve", &["gameplan serve --open                 look at the site while you write"]),
    ("show", &["gameplan show playbook playbook/mail.md", "gameplan show customer fjordlys --format json"]),
    (
        "explain",
        &[
            "gameplan explain TB002                what a finding means, and how to mend it",
            "gameplan explain h1-missing           Learn's names are known too",
            "gameplan explain                      all rules",
        ],
    ),
    ("collect", &["gameplan collect checklist.md --write  ticks from a filled-in checklist"]),
    ("diff", &["gameplan diff --base main             what a change of the playbooks does to customers"]),
    (
        "import",
        &[
            "gameplan import usage.csv --guess > usage-map.yml    a first map, to be read and mended",
            "gameplan import usage.csv --map usage-map.yml        the plan; nothing is written",
            "gameplan import usage.csv --map usage-map.yml --write",
            "gameplan import usage.xlsx --map usage-map.yml --month 2026-08",
        ],
    ),
    (
        "metadata",
        &[
            "gameplan metadata export --out pages.csv             front matter of all pages",
            "gameplan metadata export 'playbook/**' --format xlsx --out pages.xlsx",
            "gameplan metadata export --owner alindq --before 2026-01-01",
            "gameplan metadata apply pages.csv                    what would change",
            "gameplan metadata apply pages.csv --write",
        ],
    ),
    (
        "new",
        &[
            "gameplan new library harbour          a library that builds at once",
            "gameplan new playbook \"Raise usage\"   every section and label explained",
            "gameplan new customer \"Fjordlys\"      the nine lines that make a record",
        ],
    ),
    ("completions", &["gameplan completions bash > ~/.local/share/bash-completion/completions/gameplan"]),
    ("man", &["gameplan man ~/.local/share/man/man1"]),
];

/// The definition with its examples.
pub(super) fn added(mut root: Command) -> Command {
    for (name, examples) in EXAMPLES {
        if root.find_subcommand(name).is_some() {
            let text = format!("Examples:\n  {}", examples.join("\n  "));
            root = root.mut_subcommand(name, |command| command.after_help(text));
        }
    }
    root
}
