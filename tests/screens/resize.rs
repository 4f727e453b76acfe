//! A terminal that is resized and then returned to its old size shows what it showed before.

use crate::support::Explorer;

const WALKS: &[&str] = &[
    "j*20",
    "j*3 Enter j*30",
    "j*3 Enter G",
    "j*3 Enter j*30 k*7",
    "j*3 Enter j*5 l j*4",
    "2 Space 3 j*4 Space",
    "4 j*30",
    "4 G k*3",
    "[ l j*20",
    "] ] j*3",
    "0 z j*40",
    "/ text:trafficking Down*30",
    "/ text:trafficking Enter n*9",
    "/ text:trafficking Tab 1 j*9",
    "j*3 Enter j*9 Enter",
    "j*3 Enter j*9 Enter j*7",
    "j*3 Enter j*9 Enter PgDn*3",
    "j*3 Enter j*9 Enter G",
    "j*3 Enter j*9 Enter t j*30",
    "j*3 Enter j*9 Enter ] ] ]",
    "j*3 Enter j*9 Enter z j*9",
    "j*3 Enter j*9 Enter / text:the Enter n*30",
    "j*3 Enter j*9 Enter / text:the Down*30",
    "j*3 Enter j*9 Enter Tab Tab",
    "j*3 Enter y j*8",
    "j*3 Enter e",
    "j*3 Enter i",
    "0 i j*5",
    "? j*9",
    "v",
    "v c j*20 l*3",
    "v c G l*9",
    "v m G l*9",
    "v x j*20 l*20",
    "v p j*20",
    "v p G",
    "v o Space j*9",
    "v w text:border_children Enter j*9",
    "v b j*20",
    "j*3 Enter m j m j m j m j m ' j j j",
];

#[test]
fn a_resize_and_back_gives_the_very_same_frame_on_every_screen() {
    let mut wrong = Vec::new();
    for walk in WALKS {
        for (width, height) in [(120, 36), (44, 12)] {
            let mut explorer = Explorer::new(width, height);
            explorer.press(walk);
            let before = explorer.buffer();
            for (w, h) in [(40, 12), (200, 60), (5, 3), (80, 24)] {
                explorer.resize(w, h);
            }
            explorer.resize(width, height);
            if explorer.buffer() != before {
                wrong.push(format!("{walk} at {width}x{height}:\n{}", explorer.frame()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}
