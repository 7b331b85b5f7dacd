// Running one job. A send drives the connector's steps over a transport. No store, no loop; used by workers and by the simulation.
#pragma once

#include "engine/runtime/work.hpp"

namespace redress::runtime {

inline constexpr int kStepsMax = 32;  // a connector that asks for more is broken

/// Blocks until there is a verdict. `http` may be null where the connector only mails.
[[nodiscard]] SendSettled run_send(const SendJob& job, const Connector& connector, MailTransport& mail, HttpTransport* http);
/// Looks by every way in until one of them sees something there. Blocks as long as they take together.
[[nodiscard]] LookReply run_look(const LookJob& job, ContentCheck& check);

}  // namespace redress::runtime
