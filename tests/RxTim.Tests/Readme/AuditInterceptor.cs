using Microsoft.Data.Sqlite;

namespace RxTim.Tests;

/// <summary>The README's example: writes each result into a table before the consumer has it.</summary>
public sealed class AuditInterceptor(string connectionString) : ISendInterceptor
{
    public SendSession Begin(SendStart send) => new Audit(connectionString, send.Random);

    private sealed class Audit(string connectionString, uint send) : SendSession
    {
        public override async ValueTask DeliverAsync(IReadOnlyList<MsgBatchSendResult> results, CancellationToken cancellationToken)
        {
            await using var database = new SqliteConnection(connectionString);
            await database.OpenAsync(cancellationToken);
            await using var transaction = await database.BeginTransactionAsync(cancellationToken);
            await using var insert = database.CreateCommand();
            insert.CommandText = "insert into audit values ($send, $row, $identifier, $outcome, $code)";
            foreach (var result in results)
            {
                insert.Parameters.Clear();
                insert.Parameters.AddWithValue("$send", send);
                insert.Parameters.AddWithValue("$row", result.Ordinal);
                insert.Parameters.AddWithValue("$identifier", result.Identifier);
                insert.Parameters.AddWithValue("$outcome", result.Outcome.ToString());
                insert.Parameters.AddWithValue("$code", result.Code);
                await insert.ExecuteNonQueryAsync(cancellationToken);
            }
            await transaction.CommitAsync(cancellationToken);
        }
    }
}
