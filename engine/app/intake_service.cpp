#include "engine/app/intake_service.hpp"

#include "engine/app/drop_folder.hpp"
#include "engine/app/intake_mailbox.hpp"
#include "engine/app/session.hpp"
#include "engine/runtime/inbox_watch.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace redress::app {

Result<ImapSettings, std::string> intake_imap(const IntakeMailboxConfig& config) {
  auto settings = config.imap;
  if (config.password_file.empty()) return settings;
  auto secret = read_secret(config.password_file);
  if (!secret) return Failure{secret.error()};
  settings.server.password = std::move(*secret);
  return settings;
}

struct IntakeService::Hidden {
  runtime::Loop& loop;
  std::atomic<bool> stopping{false};
  std::mutex mutex;
  std::condition_variable pause;
  std::vector<std::thread> threads;

  explicit Hidden(runtime::Loop& loop_in) : loop(loop_in) {}
  [[nodiscard]] std::function<bool()> go_on() {
    return [this] { return !stopping.load(); };
  }

  /// Looks again and again; what goes wrong is told and tried again after the pause.
  void poll(int number, Milliseconds pause_for, const std::function<Result<bool, std::string>()>& look) {
    runtime::InboxWatch watch(loop, number);
    std::string told;
    while (!stopping) {
      Result<bool, std::string> looked = Failure{std::string()};
      try {
        looked = look();
      } catch (const std::exception& problem) {
        looked = Failure{std::string("intake: ") + problem.what()};
      }
      watch.seen(looked.has_value());
      const auto problem = looked ? std::string() : looked.error();
      if (!problem.empty() && problem != told) complain(problem);
      told = problem;
      if (looked && *looked) continue;
      std::unique_lock lock(mutex);
      pause.wait_for(lock, pause_for, [&] { return stopping.load(); });
    }
  }
};

IntakeService::IntakeService(const Config& config, std::optional<ImapSettings> mailbox, runtime::Loop& loop, Store& store)
    : hidden_(std::make_unique<Hidden>(loop)) {
  auto& h = *hidden_;
  const int inboxes = (config.imap ? 1 : 0) + (config.maildir ? 1 : 0);
  if (config.drop_folder)
    h.threads.emplace_back([&h, &config, &loop, number = inboxes + 1] {
      const auto door = posting_door(loop);
      DropFolder folder(config.drop_folder->settings, config.desk, *door, loop.parts().clock, h.go_on());
      h.poll(number, config.drop_folder->pause, [&] { return folder.look(); });
    });
  if (mailbox)
    h.threads.emplace_back([&h, &config, &loop, &store, inbox = make_imap_inbox(std::move(*mailbox)), number = inboxes + 2] {
      const auto door = posting_door(loop);
      const auto reader = store.reader();
      IntakeMailbox intake(*inbox, *reader, *door, config.intake_mailbox->rules, config.desk, h.go_on());
      h.poll(number, config.intake_mailbox->pause, [&] { return intake.look(); });
    });
}

IntakeService::~IntakeService() {
  {
    const std::lock_guard lock(hidden_->mutex);
    hidden_->stopping = true;
    hidden_->pause.notify_all();
  }
  for (auto& thread : hidden_->threads) thread.join();
}

}  // namespace redress::app
