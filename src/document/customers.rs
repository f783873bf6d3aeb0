//! The list of customers: the regions on one page, each region's customers on its own.
//! In: one [`Row`] a customer (all that stays of it), scope. Out: [`Customers`].
//! Never: made for the widest audience.

use super::Scope;
use super::glance::{self, Glance};
use super::portfolio::{self, LateNote, Loser, Sum, Tally};
use super::wording::{self, Day};
use crate::assess::measures;
use crate::assess::{Assessment, ServiceState};
use crate::model::band::Decimal;
use crate::model::links;
use crate::model::measure::Measure;
use crate::plan::{routes, share};
use crate::resolve::target;
use serde::Serialize;

/// Most customers on the page of all regions and on one page of a region.
pub const PAGE: usize = 1000;

/// What stays of a customer when it has passed by.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Name for the viewer.
    pub name: String,
    /// Id.
    pub id: String,
    /// `fjordlys/index.html`, below `customers/`.
    pub href: String,
    /// Region.
    pub region: Option<String>,
    /// Services.
    pub services: Vec<Cell>,
    /// Required data that is missing.
    pub missing: Vec<String>,
    /// The status note, if it is late; inside only.
    #[serde(skip)]
    pub late_note: Option<LateNote>,
}

/// One service of a row.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// Name.
    pub name: String,
    /// Usage, band, dates.
    pub glance: Glance,
    /// `+22 since Jul 2026`.
    pub change: Option<String>,
    /// Users gained in a month, for sorting.
    pub moved: Option<i64>,
    /// Usage in millionths, for sorting; none if unknown.
    pub share: Option<i64>,
    /// Active users missing to the target, for sorting.
    pub missing_users: Option<i64>,
    /// Focus areas that hold; inside only.
    pub focus: Vec<String>,
    /// What sums are made of.
    #[serde(skip)]
    pub tally: Tally,
}

/// A page that lists customers.
#[derive(Clone, Debug, Serialize)]
pub struct Customers {
    /// `Customers`, `Customers: EMEA`.
    pub title: String,
    /// The day in force.
    pub as_of: Day,
    /// The audience's name.
    pub audience: String,
    /// `3 customers in 2 regions`.
    pub count: String,
    /// Regions, by name.
    pub regions: Vec<Region>,
    /// Sums by service, of all customers; on the page of all regions.
    pub sums: Vec<Sum>,
    /// True inside: focus areas have a column.
    pub focus: bool,
    /// The same as a table for spreadsheets.
    pub csv: &'static str,
    /// The page of all regions; none on that page itself.
    pub up: Option<&'static str>,
    /// `2 of 3`, where a region has several pages.
    pub part: Option<String>,
    /// The page before.
    pub before: Option<String>,
    /// The page after.
    pub after: Option<String>,
}

/// A region.
#[derive(Clone, Debug, Serialize)]
pub struct Region {
    /// `EMEA`.
    pub name: String,
    /// For links.
    pub anchor: String,
    /// Its page; none on that page itself.
    pub href: Option<String>,
    /// `2 customers`.
    pub count: String,
    /// `1 with missing data`.
    pub missing: Option<String>,
    /// Sums by service, of all its customers.
    pub sums: Vec<Sum>,
    /// Who lost most users; inside only.
    pub losers: Vec<Loser>,
    /// Customers by name; left to the region's page where there are more than [`PAGE`] in all.
    pub rows: Vec<Row>,
}

/// What stays of one customer.
pub fn row(scope: &Scope, assessment: &Assessment) -> Row {
    let customer = assessment.customer;
    Row {
        name: share::customer_name(&scope.catalog.settings, scope.viewer, customer).to_string(),
        id: customer.id.clone(),
        href: format!("{}/index.html", customer.id),
        region: customer.region.as_ref().filter(|_| scope.gives("region")).map(|r| r.value.to_string()),
        services: assessment.services.iter().map(|s| cell(scope, s)).collect(),
        missing: super::facts::missing(scope, assessment).into_iter().map(|m| m.missing).collect(),
        late_note: portfolio::late_note(scope, assessment),
    }
}

fn cell(scope: &Scope, service: &ServiceState) -> Cell {
    let seen = super::gauge::seen(scope, service, Measure::ActiveUsage).is_some();
    let change = super::trend::change(service, 1).filter(|_| seen);
    let month_ago = service.trend.last().map(|p| p.month.plus(-1));
    let before = service.trend.iter().find(|p| Some(p.month) == month_ago).filter(|_| seen);
    let tally = portfolio::tally(scope, service);
    Cell {
        name: service.name.to_string(),
        // The strip's drawing stands on the customer's own pages; a portfolio keeps many rows in memory.
        glance: glance::Glance { gauge: None, ..glance::glance(scope, service) },
        change: change.and_then(|c| Some(format!("{} since {}", c.text?, c.from))),
        moved: before.zip(service.trend.last()).map(|(then, now)| now.active - then.active),
        share: tally
            .usage
            .filter(|u| u.1 > 0)
            .map(|(a, s)| (i128::from(a) * 1_000_000 / i128::from(s)) as i64),
        missing_users: tally.to_target,
        focus: portfolio::areas(scope, service),
        tally,
    }
}

/// By region, then name: the order of every list.
pub fn sort(rows: &mut [Row]) {
    rows.sort_by(|a, b| (&a.region, &a.name, &a.id).cmp(&(&b.region, &b.name, &b.id)));
}

/// All pages with their routes: `customers/index.html` first, then the regions'.
pub fn compose(scope: &Scope, mut rows: Vec<Row>) -> Vec<(String, Customers)> {
    sort(&mut rows);
    let edges = measures::edges_on(scope.catalog, Measure::ActiveUsage);
    let groups: Vec<&[Row]> = rows.chunk_by(|a, b| a.region == b.region).collect();
    let names: Vec<&str> = groups.iter().map(|g| g[0].region.as_deref().unwrap_or("No region")).collect();
    let routes = routes::regions(&names);
    let mut index = blank(scope, "Customers".into());
    index.up = None;
    index.count = format!(
        "{} in {}",
        wording::counted(rows.len(), "customer", "customers"),
        wording::counted(groups.len(), "region", "regions")
    );
    index.sums = portfolio::sums(&rows.iter().collect::<Vec<_>>(), &edges);
    let few = rows.len() <= PAGE;
    let mut pages = Vec::new();
    for ((group, name), route) in groups.iter().zip(&names).zip(&routes) {
        let shown = if few { group.to_vec() } else { Vec::new() };
        let href = links::relative("customers", route);
        index.regions.push(region(scope, name, Some(href), group, shown, &edges));
        pages.extend(region_pages(scope, name, route, group, &edges));
    }
    pages.insert(0, ("customers/index.html".into(), index));
    pages
}

fn blank(scope: &Scope, title: String) -> Customers {
    Customers {
        title,
        as_of: wording::day(scope.as_of),
        audience: wording::capitalised(&scope.viewer.name),
        count: String::new(),
        regions: Vec::new(),
        sums: Vec::new(),
        focus: scope.is_inside(),
        csv: "portfolio.csv",
        up: Some("index.html"),
        part: None,
        before: None,
        after: None,
    }
}

fn region(
    scope: &Scope,
    name: &str,
    href: Option<String>,
    all: &[Row],
    rows: Vec<Row>,
    edges: &[Decimal],
) -> Region {
    let everyone: Vec<&Row> = all.iter().collect();
    let missing = all.iter().filter(|r| !r.missing.is_empty()).count();
    Region {
        name: name.into(),
        anchor: routes::slug(name),
        href,
        count: wording::counted(all.len(), "customer", "customers"),
        missing: (missing > 0).then(|| format!("{} with missing data", wording::count(missing as i64))),
        sums: portfolio::sums(&everyone, edges),
        losers: if scope.is_inside() { portfolio::losers(&everyone) } else { Vec::new() },
        rows,
    }
}

fn region_pages(
    scope: &Scope,
    name: &str,
    route: &str,
    group: &[Row],
    edges: &[Decimal],
) -> Vec<(String, Customers)> {
    let parts: Vec<&[Row]> = group.chunks(PAGE).collect();
    let stem = route.strip_suffix(".html").unwrap_or(route);
    let file = |n: usize| if n == 0 { route.to_string() } else { format!("{stem}.{}.html", n + 1) };
    let link = |n: usize| links::relative(target::folder(route), &file(n));
    let page = |(n, rows): (usize, &&[Row])| {
        let mut page = blank(scope, format!("Customers: {name}"));
        page.count = wording::counted(group.len(), "customer", "customers");
        page.regions = vec![region(scope, name, None, group, rows.to_vec(), edges)];
        page.part = (parts.len() > 1).then(|| format!("{} of {}", n + 1, parts.len()));
        page.before = (n > 0).then(|| link(n - 1));
        page.after = (n + 1 < parts.len()).then(|| link(n + 1));
        (file(n), page)
    };
    parts.iter().enumerate().map(page).collect()
}
