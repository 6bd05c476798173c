//! `[server]`: connections, bodies, and whom the server believes.

use super::{millis, set};
use crate::document::{Located, Mistake, Table};
use ipnet::IpNet;
use std::{net::IpAddr, time::Duration};

/// `[server]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// `header_timeout_ms` (10,000): time a client has for the head of a request.
    pub header_timeout: Duration,
    /// `header_kib` (64): size of that head.
    pub header_bytes: usize,
    /// `connections` (10,000): open at once; further ones wait.
    pub connections: usize,
    /// `connections_per_client` (1,000): of these, those of one client's network; further ones are closed.
    pub connections_per_client: usize,
    /// `trusted_proxies` (none): networks of proxies that say who their client is.
    pub trusted_proxies: Vec<IpNet>,
    /// `client_header` (both): the header in which they say it.
    pub client_header: ClientHeader,
    /// `body_buffer_kib` (64): a body up to that size is read before its request takes a place; 0 reads none.
    pub body_buffer: usize,
    /// `body_ms` (15,000): how long such a body may take.
    pub body_patience: Duration,
    /// `body_budget_mib` (64): memory for such bodies beyond 4 KiB of each, of all connections together; one client may have
    /// half.
    pub body_budget: usize,
    /// `min_body_bytes_per_second` (1,024): how fast a larger body must come in, over any ten seconds of waiting for it.
    pub body_rate: usize,
    /// `drain_ms` (30,000): time running requests have when the runtime is told to stop.
    pub drain: Duration,
    /// `slow_ms` (1,000): requests that take longer are logged; 0 logs every request.
    pub slow: Duration,
}

/// Where a trusted proxy names its client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientHeader {
    /// In either; where a request has both they must agree.
    Both,
    /// In `X-Forwarded-For`.
    XForwardedFor,
    /// In `Forwarded` (RFC 7239).
    Forwarded,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            header_timeout: Duration::from_secs(10),
            header_bytes: 64 << 10,
            connections: 10_000,
            connections_per_client: 1000,
            trusted_proxies: Vec::new(),
            client_header: ClientHeader::Both,
            body_buffer: 64 << 10,
            body_patience: Duration::from_secs(15),
            body_budget: 64 << 20,
            body_rate: 1024,
            drain: Duration::from_secs(30),
            slow: Duration::from_secs(1),
        }
    }
}

impl Server {
    pub(super) fn read(&mut self, mut table: Table<'_>) -> Result<(), Mistake> {
        millis(
            &mut self.header_timeout,
            table.number("header_timeout_ms", 1, 600_000)?,
        );
        bytes(
            &mut self.header_bytes,
            table.number("header_kib", 8, 1024)?,
            10,
        );
        set(
            &mut self.connections,
            table.number("connections", 1, 1_000_000)?,
        );
        set(
            &mut self.connections_per_client,
            table.number("connections_per_client", 1, 1_000_000)?,
        );
        self.proxies(&mut table)?;
        bytes(
            &mut self.body_buffer,
            table.number("body_buffer_kib", 0, 1024)?,
            10,
        );
        millis(
            &mut self.body_patience,
            table.number("body_ms", 1, 600_000)?,
        );
        bytes(
            &mut self.body_budget,
            table.number("body_budget_mib", 1, 65_536)?,
            20,
        );
        set(
            &mut self.body_rate,
            table.number("min_body_bytes_per_second", 0, 1 << 30)?,
        );
        millis(&mut self.drain, table.number("drain_ms", 0, 3_600_000)?);
        millis(&mut self.slow, table.number("slow_ms", 0, 3_600_000)?);
        table.finish(
            &[],
            "header_timeout_ms, header_kib, connections, connections_per_client, trusted_proxies, client_header, \
             body_buffer_kib, body_ms, body_budget_mib, min_body_bytes_per_second, drain_ms, slow_ms",
        )
    }

    fn proxies(&mut self, table: &mut Table<'_>) -> Result<(), Mistake> {
        for text in table.strings("trusted_proxies")? {
            let network = network(table, &text)?;
            self.trusted_proxies.push(network);
        }
        if let Some(header) = table.string("client_header")? {
            self.client_header = match header.value.to_ascii_lowercase().as_str() {
                "x-forwarded-for" => ClientHeader::XForwardedFor,
                "forwarded" => ClientHeader::Forwarded,
                _ => {
                    return Err(table.mistake(
                        header.line,
                        format!("`{}` is no value of `server.client_header`", header.value),
                        "write \"x-forwarded-for\" or \"forwarded\", or remove it",
                    ));
                }
            };
        }
        Ok(())
    }
}

/// A network, or a single address.
fn network(table: &Table<'_>, text: &Located<String>) -> Result<IpNet, Mistake> {
    let address = text.value.parse::<IpAddr>().map(IpNet::from);
    address.or_else(|_| text.value.parse()).map_err(|_| {
        table.mistake(
            text.line,
            format!("`{}` in `server.trusted_proxies` is no network", text.value),
            "write an address or a network, such as \"127.0.0.1\", \"172.16.0.0/12\" or \"fd00::/8\"",
        )
    })
}

fn bytes(target: &mut usize, value: Option<u64>, shift: u32) {
    if let Some(value) = value {
        *target = usize::try_from(value << shift).unwrap_or(usize::MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn read(text: &str) -> Result<Server, String> {
        let document = Document::new("runtime.toml", text);
        let mut server = Server::default();
        server
            .read(document.table().unwrap())
            .map_err(|mistake| mistake.to_string())?;
        Ok(server)
    }

    #[test]
    fn proxies_are_addresses_and_networks() {
        let server =
            read("trusted_proxies = [\"127.0.0.1\", \"172.16.5.0/12\", \"fd00::/8\"]\n").unwrap();
        let contains = |address: &str| {
            let address: IpAddr = address.parse().unwrap();
            server
                .trusted_proxies
                .iter()
                .any(|network| network.contains(&address))
        };
        assert!(contains("127.0.0.1") && contains("172.31.0.9") && contains("fd12::1"));
        assert!(!contains("127.0.0.2") && !contains("172.32.0.1") && !contains("fe80::1"));
    }

    #[test]
    fn a_wrong_proxy_stops_the_start_with_its_line() {
        for wrong in ["10.0.0.0/33", "localhost", "", "10.0.0.0/8/8", "::1/129"] {
            let told =
                read(&format!("drain_ms = 1\ntrusted_proxies = [\"{wrong}\"]\n")).unwrap_err();
            assert!(
                told.starts_with(&format!("runtime.toml:2: `{wrong}` in `server.trusted_proxies` is no network\n  remedy: write")),
                "{told}"
            );
        }
        let told = read("client_header = \"x-real-ip\"\n").unwrap_err();
        assert!(
            told.starts_with("runtime.toml:1: `x-real-ip` is no value"),
            "{told}"
        );
    }
}
