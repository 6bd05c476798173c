//! Compiled code bound to the host's interfaces, from which handlers are made.

use super::{cron::CronHandler, http::HttpHandler, worker::Maker};
use crate::{
    bindings::cron::SpinCronPre,
    capabilities,
    component::Component,
    engine::{Capacity, Engine},
    store::Context,
};
use std::sync::Arc;
use wasmtime::component::{InstancePre, Linker};
use wasmtime_wasi_http::handler::{ProxyHandler, ProxyPre};

/// Why a component cannot be run.
#[derive(Debug, thiserror::Error)]
pub enum ProgramError {
    /// It imports something this host does not have.
    #[error("component `{component}` asks for what this runtime does not provide: {reason}")]
    Import {
        /// The component.
        component: String,
        /// The engine's words, naming the interface.
        reason: String,
    },
    /// A trigger names it, but it exports nothing that the trigger could call.
    #[error("component `{component}` exports no {wanted}, which its {trigger} trigger calls")]
    Export {
        /// The component.
        component: String,
        /// The export that is missing.
        wanted: &'static str,
        /// The kind of trigger.
        trigger: &'static str,
    },
}

/// The engine and everything a guest can import.
pub struct Host {
    pub(crate) engine: Engine,
    linker: Linker<Context>,
}

impl Host {
    /// Starts the engine.
    pub fn new(capacity: Capacity) -> wasmtime::Result<Self> {
        let engine = Engine::new(capacity)?;
        let mut linker = Linker::new(&engine.inner);
        linker.allow_shadowing(true);
        capabilities::add_to_linker(&mut linker)?;
        Ok(Self { engine, linker })
    }

    /// Binds compiled code to the host's interfaces.
    pub fn program(
        &self,
        code: &crate::cache::Code,
        component: Arc<Component>,
    ) -> Result<Program, ProgramError> {
        let pre = self
            .linker
            .instantiate_pre(&code.0)
            .map_err(|error| ProgramError::Import {
                component: component.id.clone(),
                reason: format!("{error:#}"),
            })?;
        Ok(Program {
            engine: self.engine.clone(),
            pre,
            component,
        })
    }
}

/// A component that is ready to be instantiated.
#[derive(Clone)]
pub struct Program {
    engine: Engine,
    pre: InstancePre<Context>,
    component: Arc<Component>,
}

impl Program {
    /// A handler for HTTP requests.
    pub fn http(&self) -> Result<HttpHandler, ProgramError> {
        let modern = wasmtime_wasi_http::p3::bindings::ServicePre::new(self.pre.clone());
        let pre = match modern {
            Ok(pre) => ProxyPre::P3(pre),
            Err(_) => wasmtime_wasi_http::p2::bindings::ProxyPre::new(self.pre.clone())
                .map(ProxyPre::P2)
                .map_err(|_| {
                    self.missing(
                        "wasi:http/handler@0.3 or wasi:http/incoming-handler@0.2",
                        "http",
                    )
                })?,
        };
        let component = Arc::clone(&self.component);
        let maker = Maker {
            engine: self.engine.clone(),
            pre,
            component: Arc::clone(&component),
        };
        Ok(HttpHandler {
            proxy: ProxyHandler::new(maker),
            component,
        })
    }

    /// A handler for cron events.
    pub fn cron(&self) -> Result<CronHandler, ProgramError> {
        let pre = SpinCronPre::new(self.pre.clone())
            .map_err(|_| self.missing("handle-cron-event of spin:cron@3.0.0", "cron"))?;
        Ok(CronHandler {
            engine: self.engine.clone(),
            pre,
            component: Arc::clone(&self.component),
        })
    }

    fn missing(&self, wanted: &'static str, trigger: &'static str) -> ProgramError {
        ProgramError::Export {
            component: self.component.id.clone(),
            wanted,
            trigger,
        }
    }
}
