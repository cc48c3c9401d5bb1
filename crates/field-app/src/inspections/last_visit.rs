//! What the inspection before this one of the same site said, as far as this device holds it.

use field_contract::inspections::LastVisit;
use field_domain::{Day, ItemNo, TemplateId};
use field_log::{Change, InspectionView, Target};
use field_store::inspections::InspectionRow;
use field_store::{Connection, inspections};

use super::detail;
use crate::edit;
use crate::error::Result;

/// The visit before, read once for all items.
pub(super) struct Before {
    template: TemplateId,
    day: Day,
    view: InspectionView,
}

impl Before {
    /// The newest earlier visit of the same site that was begun, if this device holds one.
    pub fn of(conn: &Connection, row: &InspectionRow) -> Result<Option<Self>> {
        let begun = |one: &InspectionRow| one.started_at.unwrap_or(one.created_at);
        let earlier = inspections::list(conn)?
            .into_iter()
            .filter(|one| {
                one.id != row.id
                    && one.site_code == row.site_code
                    && one.started_at.is_some()
                    && begun(one) < begun(row)
            })
            .max_by_key(|one| (begun(one), one.id));
        let Some(earlier) = earlier else { return Ok(None) };
        let view = edit::view(conn, earlier.id)?;
        let day = view.latest(Target::Start).and_then(|entry| match entry.change {
            Change::Started { day, .. } => Some(day),
            _ => None,
        });
        Ok(day.map(|day| Self { template: earlier.template.id, day, view }))
    }

    /// What it said about the site as a whole.
    pub fn whole(&self) -> LastVisit {
        let findings = self.finding_items();
        LastVisit {
            day: self.day,
            mark: None,
            reading: None,
            finding_count: u32::try_from(findings.len()).unwrap_or(u32::MAX),
        }
    }

    /// What it said about an item of the same checklist, if it said anything.
    pub fn item(&self, template: TemplateId, item: ItemNo) -> Option<LastVisit> {
        if template != self.template {
            return None;
        }
        let mark = detail::mark(&self.view, item);
        let reading = detail::reading(&self.view, item);
        let count = self.finding_items().into_iter().filter(|of| *of == item).count();
        (mark.is_some() || reading.is_some() || count > 0).then(|| LastVisit {
            day: self.day,
            mark,
            reading,
            finding_count: u32::try_from(count).unwrap_or(u32::MAX),
        })
    }

    fn finding_items(&self) -> Vec<ItemNo> {
        let heads = self.view.targets().filter_map(|target| self.view.latest(target));
        heads
            .filter_map(|entry| match &entry.change {
                Change::FindingSet { fields, .. } => Some(fields.item),
                _ => None,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use field_contract::inspections::InspectionArgs;
    use field_contract::items::MarkSaveArgs;
    use field_domain::Mark;

    use crate::test_bench::{Bench, ITEM};
    use crate::{inspections, items};

    #[test]
    fn the_visit_before_at_the_same_site_is_told_and_the_first_has_none() {
        let bench = Bench::new(1);
        let first = bench.inspection();
        let args = MarkSaveArgs { inspection: first, item: ITEM, mark: Some(Mark::Out) };
        items::save_mark(&bench.app, args).expect("is saved");
        let second = bench.inspection();
        let open = |inspection| {
            inspections::open(&bench.app, InspectionArgs { inspection }).expect("opens")
        };
        let detail = open(second);
        let day = detail.last_visit.expect("there was a visit before").day;
        let said = |item| {
            let state = detail.items.iter().find(|state| state.item == item).expect("is there");
            state.last_visit
        };
        let visit = said(ITEM).expect("it said something about this item");
        assert_eq!((visit.day, visit.mark), (day, Some(Mark::Out)));
        assert_eq!(said(field_domain::ItemNo(2)), None, "nothing was said about this one");
        assert_eq!(open(first).last_visit, None, "nothing was before the first");
    }
}
