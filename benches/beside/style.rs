//! How a character on the screen looks.

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// Bold, underlined and the like, a bit each.
    pub flags: u16,
    /// The colours, as the terminal is told them.
    pub front: u32,
    pub back: u32,
}

impl Style {
    /// Takes in a change, as the numbers of its sequence tell it.
    pub fn change(&mut self, numbers: &[usize]) {
        let mut numbers = numbers.iter().map(|&n| u32::try_from(n).unwrap_or(0));
        while let Some(n) = numbers.next() {
            match n {
                0 => *self = Self::default(),
                1..=9 => self.flags |= 1 << n,
                22 => self.flags &= !0b110,
                21..=29 => self.flags &= !(1 << (n - 20)),
                30..=37 | 90..=97 => self.front = n,
                40..=47 | 100..=107 => self.back = n,
                39 => self.front = 0,
                49 => self.back = 0,
                38 | 48 => {
                    let (parts, kind) = if numbers.next() == Some(5) { (1, 1) } else { (3, 3) };
                    let colour = numbers.by_ref().take(parts).fold(kind, |c: u32, n| c << 8 | (n & 0xff));
                    let place = if n == 38 { &mut self.front } else { &mut self.back };
                    *place = 1 << 31 | colour;
                }
                _ => {}
            }
        }
    }
}
