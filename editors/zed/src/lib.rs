//! Starts `bep lsp`, found on the path of the project's shell, for Markdown in Zed.
use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

struct BepExtension;

impl zed::Extension for BepExtension {
    fn new() -> Self {
        Self
    }

    fn language_server_command(
        &mut self,
        _: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Command> {
        let command = worktree
            .which("bep")
            .ok_or("There is no program `bep` on the PATH: `npm run build` of BepLsp makes it.")?;
        Ok(Command {
            command,
            args: vec!["lsp".into()],
            env: worktree.shell_env(),
        })
    }
}

zed::register_extension!(BepExtension);
