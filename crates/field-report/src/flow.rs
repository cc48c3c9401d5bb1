//! Blocks to pages.

use crate::block::Block;

/// A block on a page, `y` points below the top of the page's text area.
pub(crate) struct Placed {
    pub y: f32,
    pub block: Block,
}

/// Fills pages with blocks. `height` is the height of the text area of every page, in points.
///
/// Blocks that are tied together move to the next page together; a tied run that is higher than a
/// page is broken where the page ends.
pub(crate) fn flow(blocks: Vec<Block>, height: f32) -> Vec<Vec<Placed>> {
    let mut pages: Vec<Vec<Placed>> = vec![Vec::new()];
    let mut y = 0.0;
    for run in runs(blocks) {
        let run_height: f32 = run.iter().map(|block| block.height).sum();
        if y > 0.0 && y + run_height > height && run_height <= height {
            pages.push(Vec::new());
            y = 0.0;
        }
        for block in run {
            if y > 0.0 && y + block.height > height {
                pages.push(Vec::new());
                y = 0.0;
            }
            if block.is_blank && y == 0.0 {
                continue;
            }
            let next = y + block.height;
            if let Some(page) = pages.last_mut() {
                page.push(Placed { y, block });
            }
            y = next;
        }
    }
    // Blank space at the very end must not make a page of its own.
    while pages.len() > 1
        && pages.last().is_some_and(|page| page.iter().all(|at| at.block.is_blank))
    {
        pages.pop();
    }
    pages
}

fn runs(blocks: Vec<Block>) -> Vec<Vec<Block>> {
    let mut found: Vec<Vec<Block>> = Vec::new();
    let mut is_tied = false;
    for block in blocks {
        let ties_next = block.keeps_next;
        match found.last_mut() {
            Some(run) if is_tied => run.push(block),
            _ => found.push(vec![block]),
        }
        is_tied = ties_next;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Role;

    fn block(height: f32) -> Block {
        Block::new(height, Vec::new(), Role::Paragraph)
    }

    fn heights(pages: &[Vec<Placed>]) -> Vec<Vec<f32>> {
        pages.iter().map(|page| page.iter().map(|at| at.block.height).collect()).collect()
    }

    #[test]
    fn a_heading_moves_with_its_first_row() {
        let pages = flow(vec![block(60.0), block(20.0).tied(), block(30.0)], 100.0);
        assert_eq!(heights(&pages), [vec![60.0], vec![20.0, 30.0]], "no heading stands alone");
    }

    #[test]
    fn a_run_that_is_higher_than_a_page_is_broken() {
        let tall: Vec<Block> = (0..10).map(|_| block(30.0).tied()).collect();
        let pages = flow(tall, 100.0);
        assert_eq!(pages.len(), 4, "three rows a page");
    }

    #[test]
    fn blank_space_is_not_carried_to_the_next_page() {
        let pages = flow(vec![block(95.0), Block::blank(10.0), block(20.0)], 100.0);
        assert!(pages[1][0].y.abs() < f32::EPSILON, "the next page starts at its top");
    }
}
