// The write half: one connection with every statement that changes something, kept between transactions.
#pragma once

#include "engine/store/heads.hpp"
#include "engine/store/numbers.hpp"
#include "engine/store/queries.hpp"
#include "engine/store/row_cache.hpp"

#include <array>

namespace redress::store {

class Writer {
 public:
  Writer(const std::string& path, const StoreOptions& options, const ChainHasher& hasher);

  void begin();
  void commit();
  /// For a transaction that goes without commit; nothing of it stays.
  void rollback() noexcept;
  [[nodiscard]] bool in_transaction() const noexcept { return in_transaction_; }

  /// Empties the write-ahead log into the file and cuts it, so that an erased key is on disk nowhere. Tried again after the next
  /// commit while a reader is in the way.
  void scrub_log();
  std::int64_t rewrap(const std::function<bool(const WrappedKey&)>& wants, const std::function<WrappedKey(const WrappedKey&)>& change);

 private:
  friend class SqliteTransaction;

  std::int64_t rewrap_table(std::string_view keys, std::string_view change_key, const std::function<bool(const WrappedKey&)>& wants,
                            const std::function<WrappedKey(const WrappedKey&)>& change);
  /// `hot` changes what changes often and leaves alone what the row is found by; only where that has changed too, or is not known in memory,
  /// `whole` changes all. Kinds of rows that are not kept in memory are compared in `hot` itself.
  template <class Record>
  void save(Statement& hot, Statement& whole, const Record& row);
  void save(const RequestRecord& row);
  template <class Record>
  void save(Statement& whole, const Record& row);
  template <class Record>
  std::int64_t insert(Statement& statement, NumberOf kind, const Record& row);
  EventId append(const EventRecord& event);
  void load_newest_streams();
  ChainHead& head(StreamKind stream, std::int64_t stream_id);
  std::vector<OutboxRecord> lease(UtcTime now, std::string_view incarnation, std::int64_t limit);

  Connection connection_;
  const ChainHasher& hasher_;
  Queries queries_{connection_};
  Numbers numbers_{connection_};
  HeadCache heads_;
  RowCache rows_;
  /// Highest stream number with events, per kind: a stream above it is new and need not be looked up. May be too high after a
  /// rollback, which costs a look-up and nothing else.
  std::array<std::int64_t, EnumNames<StreamKind>::names.size()> newest_stream_{};
  std::string canonical_;           // bytes of the event being chained
  std::int64_t data_version_ = 0;
  std::int64_t changes_at_begin_ = 0;  // rows changed over this connection before the transaction began
  bool in_transaction_ = false;
  bool erasing_ = false;            // this transaction takes a key away
  bool scrub_ = false;              // a committed one did, and the log still has to be cut

  Statement begin_{connection_, "begin"};
  Statement commit_{connection_, "commit"};
  Statement rollback_{connection_, "rollback"};
  Statement data_version_query_{connection_, "data_version"};
  Statement find_desk_{connection_, "find_desk"};
  Statement insert_desk_{connection_, "insert_desk"};
  Statement set_setting_{connection_, "set_setting"};
  Statement pause_connector_{connection_, "pause_connector"};
  Statement resume_connector_{connection_, "resume_connector"};
  Statement insert_report_{connection_, "insert_report"};
  Statement save_report_{connection_, "save_report"};
  Statement save_whole_report_{connection_, "save_whole_report"};
  Statement link_report_{connection_, "link_report"};
  Statement insert_item_{connection_, "insert_item"};
  Statement save_item_{connection_, "save_item"};
  Statement save_whole_item_{connection_, "save_whole_item"};
  Statement link_found_on_{connection_, "link_found_on"};
  Statement insert_assessment_{connection_, "insert_assessment"};
  Statement insert_location_{connection_, "insert_location"};
  Statement save_location_{connection_, "save_location"};
  Statement save_whole_location_{connection_, "save_whole_location"};
  Statement insert_site_{connection_, "insert_site"};
  Statement save_site_{connection_, "save_site"};
  Statement insert_request_{connection_, "insert_request"};
  Statement save_request_{connection_, "save_request"};
  Statement save_turned_request_{connection_, "save_turned_request"};
  Statement save_whole_request_{connection_, "save_whole_request"};
  Statement insert_spell_{connection_, "insert_spell"};
  Statement save_spell_{connection_, "save_spell"};
  Statement save_whole_spell_{connection_, "save_whole_spell"};
  Statement insert_recipient_{connection_, "insert_recipient"};
  Statement save_recipient_{connection_, "save_recipient"};
  Statement insert_contact_{connection_, "insert_contact"};
  Statement save_contact_{connection_, "save_contact"};
  Statement insert_notice_{connection_, "insert_notice"};
  Statement save_notice_{connection_, "save_notice"};
  Statement save_whole_notice_{connection_, "save_whole_notice"};
  Statement join_{connection_, "join"};
  Statement leave_{connection_, "leave"};
  Statement insert_outbox_{connection_, "insert_outbox"};
  Statement save_outbox_{connection_, "save_outbox"};
  Statement save_whole_outbox_{connection_, "save_whole_outbox"};
  Statement leasable_{connection_, "leasable"};
  Statement lease_{connection_, "lease"};
  Statement release_foreign_leases_{connection_, "release_foreign_leases"};
  Statement insert_attempt_{connection_, "insert_attempt"};
  Statement save_attempt_{connection_, "save_attempt"};
  Statement save_whole_attempt_{connection_, "save_whole_attempt"};
  Statement arm_{connection_, "arm"};
  Statement cancel_timer_{connection_, "cancel_timer"};
  Statement cancel_timers_{connection_, "cancel_timers"};
  Statement claim_{connection_, "claim"};
  Statement insert_task_{connection_, "insert_task"};
  Statement save_task_{connection_, "save_task"};
  Statement save_whole_task_{connection_, "save_whole_task"};
  Statement insert_alert_{connection_, "insert_alert"};
  Statement save_alert_{connection_, "save_alert"};
  Statement insert_approval_{connection_, "insert_approval"};
  Statement save_approval_{connection_, "save_approval"};
  Statement insert_case_{connection_, "insert_case"};
  Statement save_case_{connection_, "save_case"};
  Statement link_case_{connection_, "link_case"};
  Statement save_consent_{connection_, "save_consent"};
  Statement insert_case_person_{connection_, "insert_case_person"};
  Statement save_case_person_{connection_, "save_case_person"};
  Statement insert_event_{connection_, "insert_event"};
  Statement chain_head_{connection_, "chain_head"};
  Statement newest_stream_query_{connection_, "newest_stream"};
  Statement insert_checkpoint_{connection_, "insert_checkpoint"};
  Statement insert_inbox_{connection_, "insert_inbox"};
  Statement set_inbox_position_{connection_, "set_inbox_position"};
  Statement erase_message_{connection_, "erase_message"};
  Statement save_import_{connection_, "save_import"};
  Statement insert_quarantine_{connection_, "insert_quarantine"};
  Statement erase_quarantined_{connection_, "erase_quarantined"};
};

/// One unit of work on the writer.
[[nodiscard]] std::unique_ptr<Transaction> begin_transaction(Writer& writer);

}  // namespace redress::store
