//! Examples that `--help` ends with. In: nothing. Out: one text a command.
//! Never: a command that does not exist, or one that nobody has typed: a test runs them in a new library.

use clap::Command;

/// A command, and what it is for.
type Example = (&'static str, &'static str);

/// What a new user types first.
const FIRST: &[Example] = &[
    ("gameplan new library harbour", "a library with one of everything"),
    ("cd harbour", ""),
    ("gameplan build", "then open public/internal/index.html"),
    ("gameplan check", "what is wrong, and how to mend it"),
    ("gameplan new customer \"Harrow Foods\"", "a record to fill in"),
];

/// Examples by command.
const EXAMPLES: &[(&str, &[Example])] = &[
    (
        "build",
        &[
            ("gameplan build", "all audiences, into public"),
            ("gameplan build --audience partner:northsea", "for one partner"),
            ("gameplan build --customer example", "one customer's documents anew"),
        ],
    ),
    (
        "check",
        &[
            ("gameplan check", "everything"),
            ("gameplan check playbook/raise-usage.md", "one page"),
            ("gameplan check --format json", "for programs"),
            ("gameplan check --baseline known.tsv --update-baseline", "live with what is there"),
            ("gameplan check --baseline known.tsv", "report what is new"),
            ("gameplan check --since origin/main --format github", "what a pull request is answerable for"),
            ("gameplan check --test-rules", "try the samples of your own rules"),
            ("gameplan check --fix", "mend what can be mended without a doubt"),
        ],
    ),
    ("serve", &[("gameplan serve --open", "look at the site while you write")]),
    (
        "show",
        &[
            ("gameplan show playbook playbook/raise-usage.md", "what the program reads in a page"),
            ("gameplan show customer example --format json", "what follows for a customer, and why"),
            ("gameplan show settings", "the settings in force"),
        ],
    ),
    (
        "explain",
        &[
            ("gameplan explain TB002", "what a finding means, and how to mend it"),
            ("gameplan explain h1-missing", "Learn's names are known too"),
            ("gameplan explain", "all rules"),
        ],
    ),
    ("schema", &[("gameplan schema record > .gameplan/record.json", "README says how an editor uses it")]),
    (
        "collect",
        &[
            ("gameplan collect checklist.md", "what a filled-in checklist would change"),
            ("gameplan collect checklist.md --write", "take its ticks over"),
        ],
    ),
    ("cohort", &[("gameplan cohort suggest --month 2026-09", "who should be reviewed, and why")]),
    ("review", &[("gameplan review close EMEA 2026-09-08", "after the meeting: the next pack compares")]),
    ("diff", &[("gameplan diff --base main", "what a change of the playbooks does to customers")]),
    (
        "import",
        &[
            ("gameplan import usage.csv --guess > map.yml", "a first map, to be read and mended"),
            ("gameplan import usage.csv --map map.yml", "the plan; nothing is written"),
            ("gameplan import usage.csv --map map.yml --write", "all of it, or nothing"),
            ("gameplan import usage.csv --map map.yml --month 2026-08", "where no column says the month"),
        ],
    ),
    (
        "metadata",
        &[
            ("gameplan metadata export --out pages.csv", "front matter of all pages"),
            ("gameplan metadata export \"playbook/**\" --format xlsx --out pages.xlsx", "for a spreadsheet"),
            ("gameplan metadata export --audience partner", "of the pages that partners read"),
            ("gameplan metadata apply pages.csv", "what would change"),
            ("gameplan metadata apply pages.csv --write", "change it"),
        ],
    ),
    (
        "new",
        &[
            ("gameplan new library harbour", "a library that builds at once"),
            ("gameplan new library .", "in a docfx folder: only its settings"),
            ("gameplan new playbook \"Move mail\"", "every section and label explained"),
            ("gameplan new customer \"Fjordlys\"", "the nine lines that make a record"),
        ],
    ),
    (
        "completions",
        &[("gameplan completions bash > ~/.local/share/bash-completion/completions/gameplan", "")],
    ),
    ("man", &[("gameplan man ~/.local/share/man/man1", "then: man gameplan-build")]),
];

const EXIT: &str = "\
Exit: 0 done; 1 findings, or a build that had to stop; 2 could not run; 3 nothing matched, or an unknown name.
Answers go to stdout, talk to stderr.";

/// The definition with its examples.
pub(super) fn added(mut root: Command) -> Command {
    for (name, examples) in EXAMPLES {
        if root.find_subcommand(name).is_some() {
            root = root.mut_subcommand(name, |command| within(command, name, examples));
        }
    }
    root.after_help(format!("{}\n\n{EXIT}", told("First steps", FIRST)))
}

/// A command with its examples; each command within it with those of its own.
fn within(mut command: Command, name: &str, examples: &[Example]) -> Command {
    let parts: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_string()).collect();
    for part in parts {
        let begins = format!("gameplan {name} {part} ");
        let own: Vec<Example> =
            examples.iter().filter(|(line, _)| line.starts_with(&begins)).copied().collect();
        if !own.is_empty() {
            command = command.mut_subcommand(part, |c| c.after_help(told("Examples", &own)));
        }
    }
    command.after_help(told("Examples", examples))
}

fn told(title: &str, examples: &[Example]) -> String {
    let width = examples.iter().map(|(command, _)| command.len()).max().unwrap_or_default();
    let line = |(command, remark): &Example| format!("  {command:width$}   {remark}").trim_end().to_string();
    format!("{title}:\n{}", examples.iter().map(line).collect::<Vec<_>>().join("\n"))
}
