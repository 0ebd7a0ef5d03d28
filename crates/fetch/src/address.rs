//! Which addresses are of the public web.
//!
//! After the special-purpose registries of IANA (RFC 6890 and its successors). Of IPv6 only what is
//! allotted for the public, `2000::/3`, is let through, less what carries IPv4 within or is for documents.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Blocks of IPv4 that are not public: the first address and the length of the prefix.
const V4: [(Ipv4Addr, u32); 16] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),        // this network
    (Ipv4Addr::new(10, 0, 0, 0), 8),       // private
    (Ipv4Addr::new(100, 64, 0, 0), 10),    // shared by carriers (CGNAT); metadata of Alibaba
    (Ipv4Addr::new(127, 0, 0, 0), 8),      // loopback
    (Ipv4Addr::new(168, 63, 129, 16), 32), // the wire server of Azure, a public address in name only
    (Ipv4Addr::new(169, 254, 0, 0), 16),   // link-local; metadata of most clouds
    (Ipv4Addr::new(172, 16, 0, 0), 12),    // private
    (Ipv4Addr::new(192, 0, 0, 0), 24),     // protocols; metadata of Oracle
    (Ipv4Addr::new(192, 0, 2, 0), 24),     // documents
    (Ipv4Addr::new(192, 88, 99, 0), 24),   // relays of 6to4, given up
    (Ipv4Addr::new(192, 168, 0, 0), 16),   // private
    (Ipv4Addr::new(198, 18, 0, 0), 15),    // benchmarks
    (Ipv4Addr::new(198, 51, 100, 0), 24),  // documents
    (Ipv4Addr::new(203, 0, 113, 0), 24),   // documents
    (Ipv4Addr::new(224, 0, 0, 0), 4),      // multicast
    (Ipv4Addr::new(240, 0, 0, 0), 4),      // reserved; broadcast
];

/// Blocks within `2000::/3` that are not public.
const V6: [(Ipv6Addr, u32); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23), // protocols; Teredo, which carries IPv4
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32), // documents
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16), // 6to4, which carries IPv4
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20), // documents
];

/// Whether an address is one of the public web.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => !V4.iter().any(|(first, length)| {
            let mask = u32::MAX.checked_shl(32 - length).unwrap_or(0);
            v4.to_bits() & mask == first.to_bits()
        }),
        IpAddr::V6(v6) => {
            let within = |first: Ipv6Addr, length: u32| {
                let mask = u128::MAX.checked_shl(128 - length).unwrap_or(0);
                v6.to_bits() & mask == first.to_bits()
            };
            within(Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3)
                && !V6.iter().any(|(first, length)| within(*first, *length))
        }
    }
}

/// Whether an address is one at which clouds tell machines their secrets.
pub fn is_metadata(address: IpAddr) -> bool {
    const KNOWN: [IpAddr; 5] = [
        IpAddr::V4(Ipv4Addr::new(169, 254, 169, 254)),
        IpAddr::V4(Ipv4Addr::new(168, 63, 129, 16)),
        IpAddr::V4(Ipv4Addr::new(100, 100, 100, 200)),
        IpAddr::V4(Ipv4Addr::new(192, 0, 0, 192)),
        IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254)),
    ];
    KNOWN.contains(&address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_of_the_public_web_are_let_through() {
        for public in [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.167.1.1",
            "198.20.0.1",
            "223.255.255.254",
            "2400:3200::1",
            "2606:4700::1111",
            "2001:200::1",
            "3ffe::1",
        ] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn metadata_is_refused_too() {
        for secret in [
            "169.254.169.254",
            "168.63.129.16",
            "100.100.100.200",
            "192.0.0.192",
            "fd00:ec2::254",
            "::ffff:169.254.169.254",
        ] {
            let address = secret.parse().unwrap();
            assert!(is_metadata(address) && !is_public(address), "{secret}");
        }
        assert!(!is_metadata("1.1.1.1".parse().unwrap()));
    }

    /// An address of a block, by any number.
    fn of(block: &str, number: u128) -> IpAddr {
        let (first, length) = block.split_once('/').unwrap();
        let length: u32 = length.parse().unwrap();
        match first.parse().unwrap() {
            IpAddr::V4(v4) => {
                let rest = u32::MAX.checked_shr(length).unwrap_or(0);
                IpAddr::V4((v4.to_bits() | (number as u32 & rest)).into())
            }
            IpAddr::V6(v6) => {
                let rest = u128::MAX.checked_shr(length).unwrap_or(0);
                IpAddr::V6((v6.to_bits() | (number & rest)).into())
            }
        }
    }

    /// What must be refused, as the registries list it.
    const BLOCKS: [&str; 33] = [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "255.255.255.255/32",
        "168.63.129.16/32",
        "::/128",
        "::1/128",
        "::ffff:0:0/96",
        "::/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/32",
        "2001:2::/48",
        "2001:20::/28",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "fc00::/7",
        "fe80::/10",
        "ff00::/8",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn nothing_of_a_block_that_is_not_public_gets_through(
            block in prop::sample::select(&BLOCKS[..]), number: u128,
        ) {
            prop_assert!(!is_public(of(block, number)), "{}", of(block, number));
        }

        #[test]
        fn ipv4_within_ipv6_never_gets_through(v4: u32) {
            let v4 = Ipv4Addr::from_bits(v4);
            prop_assert!(!is_public(IpAddr::V6(v4.to_ipv6_mapped())));
            prop_assert!(!is_public(IpAddr::V6(v4.to_ipv6_compatible())));
            let bits = u128::from(v4.to_bits());
            for carried in [0x2002_u128 << 112 | bits << 80, 0x64_ff9b_u128 << 96 | bits] {
                prop_assert!(!is_public(IpAddr::V6(Ipv6Addr::from_bits(carried))));
            }
        }
    }
}
